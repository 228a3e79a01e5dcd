import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Database, openDatabase } from '../../../adapters/mongodb/database.js';
import { ensureIndex } from '../../../adapters/mongodb/ensure-index.js';
import { sharedStack } from '../../support/stack.js';

let database: Database;
beforeAll(() => {
  database = openDatabase(sharedStack().mongodbUri, `indexes-${randomUUID().slice(0, 8)}`);
});
afterAll(() => database.client.close());

it('an index that an earlier version made in another form gives way, whoever comes first', async () => {
  const rows = database.db.collection<{ _id: string; used?: string }>('rows');
  await rows.createIndex({ used: 1 }, { partialFilterExpression: { used: { $exists: true } } });
  await rows.insertOne({ _id: 'a', used: 'x' });
  const ensure = () => ensureIndex(rows, { used: 1 }, { unique: true, sparse: true });
  await Promise.all([ensure(), ensure()]);
  await ensure();
  const indexes = await rows.indexes();
  expect(indexes.filter((one) => one.name === 'used_1')).toEqual([
    expect.objectContaining({ unique: true, sparse: true }),
  ]);
  expect(indexes.find((one) => one.name === 'used_1')).not.toHaveProperty('partialFilterExpression');
  await expect(rows.insertOne({ _id: 'b', used: 'x' })).rejects.toMatchObject({ code: 11000 });
});
