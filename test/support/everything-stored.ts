/** All that a stack has written down, for tests of what must not be there any more. */
import { Client, Connection } from '@temporalio/client';
import { MongoClient } from 'mongodb';
import type { Stack } from './stack.js';

export type Place = { readonly name: string; readonly text: string };

/** Every document of every collection, every history Temporal still has, and what the processes printed. */
export async function readEverything(stack: Stack): Promise<Place[]> {
  return [
    ...(await readDatabase(stack)),
    ...(await readHistories(stack)),
    { name: 'log of the API', text: stack.apiLog() },
    { name: 'log of the worker', text: stack.workerLog() },
  ];
}

/** Places where a value stands, as it is or in a usual encoding. */
export function findIn(places: readonly Place[], value: string): string[] {
  const encoded = (['base64', 'base64url', 'hex'] as const).map((as) =>
    Buffer.from(value).toString(as).replace(/=+$/, '').slice(0, -1),
  );
  return places.filter(({ text }) => [value, ...encoded].some((one) => text.includes(one))).map((one) => one.name);
}

async function readDatabase(stack: Stack): Promise<Place[]> {
  return withDatabase(stack, async (db) => {
    const names = (await db.listCollections().toArray()).map((one) => one.name);
    return Promise.all(
      names.map(async (name) => ({
        name: `collection ${name}`,
        text: flatten(await db.collection(name).find().toArray()),
      })),
    );
  });
}

export async function withDatabase<T>(
  stack: Pick<Stack, 'mongodbUri'>,
  use: (db: ReturnType<MongoClient['db']>) => Promise<T>,
): Promise<T> {
  const client = new MongoClient(stack.mongodbUri);
  try {
    return await use(client.db('vouchsafe'));
  } finally {
    await client.close();
  }
}

async function readHistories(stack: Stack): Promise<Place[]> {
  const connection = await Connection.connect({ address: stack.temporalAddress });
  const client = new Client({ connection, namespace: stack.temporalNamespace });
  const read: Place[] = [];
  for await (const { workflowId, runId, memo, searchAttributes } of client.workflow.list()) {
    const { events } = await client.workflow
      .getHandle(workflowId, runId)
      .fetchHistory()
      .catch(() => ({ events: [] }));
    read.push({ name: `history of ${workflowId}`, text: flatten([events, memo, searchAttributes]) });
  }
  await connection.close();
  return read;
}

/** Every string and every byte array in a value. */
function flatten(value: unknown): string {
  if (value instanceof Uint8Array) return Buffer.from(value).toString('utf8');
  if (Array.isArray(value)) return value.map(flatten).join('\n');
  if (value !== null && typeof value === 'object' && !(value instanceof Date))
    return Object.entries(value)
      .map(([key, member]) => `${key}: ${flatten(member)}`)
      .join('\n');
  return String(value);
}
