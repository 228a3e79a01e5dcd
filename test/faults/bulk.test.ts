/** A bulk job outlives the processes that work it. */
import { MongoClient } from 'mongodb';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startCli } from '../cli/run-cli.js';
import { BackOffice } from '../support/back-office.js';
import { AV } from '../support/datasets.js';
import { eventually } from '../support/eventually.js';
import type { Stack } from '../support/stack.js';
import { startStack } from '../support/stack.js';

/** As many as a run of everything has time for; by hand, more. */
const LINES = Number(process.env['VOUCHSAFE_TEST_BULK_LINES'] ?? 200);
let stack: Stack;
beforeAll(async () => {
  stack = await startStack();
});
afterAll(() => stack?.stop());

it(
  'sessions are created once each while api and worker are killed, and no line is left in the clear',
  async () => {
    const secret = 'Vienna-secret-metadata';
    const line = (n: number) =>
      JSON.stringify({
        key: `k${n}`,
        credential_configuration_ids: [AV],
        tx_code: false,
        claims: { [AV]: { age_over_18: true } },
        subject_id: `${secret} ${n}`,
      });
    const input = Array.from({ length: LINES }, (_, n) => line(n)).join('\n');
    const cli = startCli(stack, ['bulk', 'create', '-', '--format', 'ndjson', '--wait', '--json'], { input });
    const office = new BackOffice(stack);
    const job = await eventually(async () => {
      const { jobs } = await office.get<{ jobs: any[] }>('/bulk');
      expect(jobs[0]?.done).toBeGreaterThan(100);
      return jobs[0];
    }, 60_000);
    const client = new MongoClient(stack.mongodbUri);
    const rows = client.db('vouchsafe').collection('bulk_rows');
    const stored = JSON.stringify(
      (await rows.find().limit(300).toArray()).map((row) => Buffer.from(row.content?.buffer ?? []).toString('latin1')),
    );
    expect(stored).not.toContain(secret);
    await stack.kill('worker');
    await stack.kill('api');
    await stack.start('api');
    await stack.start('worker');
    const { code, json } = await cli.ended;
    expect([code, json()]).toEqual([
      0,
      expect.objectContaining({ state: 'done', total: LINES, done: LINES, failed: 0 }),
    ]);
    expect(await rows.countDocuments({ content: { $exists: true } })).toBe(0);
    expect(await client.db('vouchsafe').collection('sessions').countDocuments()).toBe(LINES);
    await client.close();
    expect(job.bulk_id).toBe(json().bulk_id);
    // Five lines a second were measured on a machine that had other work for its two cores.
  },
  Math.max(300_000, LINES * 1000),
);
