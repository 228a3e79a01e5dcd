import type { Command } from 'commander';
import type { Api } from '../api.js';
import type { Context } from '../command.js';
import { calling, segment } from '../command.js';
import { Refused } from '../failures.js';
import type { Terminal } from '../terminal.js';

const PAGE = 500;

export function exportCommand(terminal: Terminal): Command {
  return calling(
    terminal,
    'export <session>',
    'all there is to see of a session, as one JSON document: events, log, states, deliveries; never a claim or a secret',
    async ({ api, show }, [id]: Parameters<typeof read>[1]) => {
      const document = await read(api, [id]);
      show(document, (value) => JSON.stringify(value, null, 2));
    },
  );
}

async function read(api: Api, [id]: readonly (string | undefined)[]): Promise<object> {
  const at = `/sessions/${segment(id)}`;
  const get = async (path: string): Promise<object> => (await api.call('GET', at + path)) as object;
  const session = await get('');
  return {
    exported_at: new Date().toISOString(),
    session,
    ...(await get('/events')),
    ...(await get('/claims')),
    ...(await optional(() => get('/credentials'))),
    ...(await optional(() => get('/deliveries'))),
    logs: await readLogs(api, at),
  };
}

/** Where the key may not see a part, the rest is still worth having. */
async function optional(part: () => Promise<object>): Promise<object> {
  try {
    return await part();
  } catch (error) {
    if (error instanceof Refused && (error.status === 403 || error.status === 404)) return {};
    throw error;
  }
}

async function readLogs(api: Context['api'], at: string): Promise<unknown[]> {
  const logs: unknown[] = [];
  for (let before: string | null | undefined; before !== null; ) {
    const query = { limit: PAGE, before: before ?? undefined };
    const page = (await api.call('GET', `${at}/logs`, { query })) as { logs: unknown[]; next_before: string | null };
    logs.push(...page.logs);
    before = page.next_before;
  }
  return logs.reverse();
}
