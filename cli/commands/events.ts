import { setTimeout as pause } from 'node:timers/promises';
import { Command } from 'commander';
import type { Context, Options } from '../command.js';
import { calling, collect, wholeNumber } from '../command.js';
import { Unreachable } from '../failures.js';
import type { Terminal } from '../terminal.js';
import { plain, tell } from '../terminal.js';

type FeedEvent = Readonly<{
  cursor: string;
  type: string;
  timestamp: string;
  session_id: string | null;
  data: unknown;
}>;
type Page = { readonly events: readonly FeedEvent[]; readonly next_cursor: string };

const LOOK_EVERY = 1000;
const PAGE = 500;

export function eventCommands(terminal: Terminal): Command {
  return new Command('events')
    .description('everything that happens')
    .addCommand(
      calling(terminal, 'tail', 'events of all sessions as they come, by cursor: none is missed or shown twice', tail)
        .option('--after <cursor>', 'go on behind this event; without it from the first one kept')
        .option('--from-now', 'only what happens from now on')
        .option('--type <type>', 'only events of this type; may be repeated', collect)
        .option('--issuer <id>', 'only events of this issuer')
        .option('--limit <number>', 'end after so many events', wholeNumber('--limit'))
        .option('--once', 'end when all that happened is shown'),
    );
}

async function tail(context: Context, _: unknown, options: Options): Promise<void> {
  const { terminal, write } = context;
  let left = (options['limit'] as number | undefined) ?? Number.POSITIVE_INFINITY;
  let isSkipping = options['fromNow'] === true;
  for (let after = options['after'] as string | undefined; ; ) {
    const page = await read(context, after, options);
    for (const event of isSkipping ? [] : page.events) {
      if (left <= 0) return;
      left -= 1;
      write(event, [event.timestamp, event.type, event.session_id ?? '', plain(event.data)].join('  ').trimEnd());
    }
    after = page.next_cursor;
    if (page.events.length > 0 && left > 0) continue;
    isSkipping = false;
    if (options['once'] === true || left <= 0) return;
    await pause(LOOK_EVERY, undefined, { signal: terminal.signal });
  }
}

async function read({ api, terminal }: Context, after: string | undefined, options: Options): Promise<Page> {
  const types = (options['type'] as readonly string[] | undefined)?.join(',');
  const query = { after, types, issuer: options['issuer'] as string | undefined, limit: PAGE };
  for (;;) {
    try {
      return (await api.call('GET', '/events', { query })) as Page;
    } catch (error) {
      if (!(error instanceof Unreachable) || options['once'] === true) throw error;
      tell(terminal, `${error.message}; trying again`);
      await pause(LOOK_EVERY, undefined, { signal: terminal.signal });
    }
  }
}
