import { Command, Option } from 'commander';
import type { Context, Options } from '../command.js';
import { calling, segment, wholeNumber } from '../command.js';
import type { Terminal } from '../terminal.js';
import { table } from '../terminal.js';

type Item = Readonly<Record<string, unknown>>;

export function inboxCommands(terminal: Terminal): Command {
  const at = (session: string | undefined, configuration: string | undefined): string =>
    `/inbox/${segment(session)}/${segment(configuration)}/claim`;
  return new Command('inbox')
    .description('what waits for claims or for their release')
    .addCommand(
      calling(terminal, 'list', 'what waits, the most urgent first', list)
        .option('--issuer <id>', 'only of this issuer')
        .option('--configuration <id>', 'only of this credential configuration')
        .addOption(new Option('--waits-for <what>', 'only what waits for this').choices(['claims', 'release']))
        .option('--claimed-by <caller>', 'only what this caller works on; me, or nobody')
        .option('--limit <number>', 'how many', wholeNumber('--limit'), 50),
    )
    .addCommand(
      calling(
        terminal,
        'claim <session> <configuration>',
        'take an item on',
        async ({ api, show }, [id, name], { seconds }) => {
          const body = seconds === undefined ? {} : { seconds };
          const answer = await api.call('POST', at(id, name), { body });
          show(answer, (one: Item) => `yours until ${String(one['claimed_until'])}`);
        },
      ).option('--seconds <number>', 'how long nobody else is to work on it', wholeNumber('--seconds', 10)),
    )
    .addCommand(
      calling(terminal, 'unclaim <session> <configuration>', 'give an item up', async ({ api, show }, [id, name]) => {
        await api.call('DELETE', at(id, name));
        show({ session_id: id, credential_configuration_id: name, claimed_by: null }, () => 'given up');
      }),
    );
}

async function list({ api, terminal, isJson, write }: Context, _: unknown, options: Options): Promise<void> {
  const { issuer, configuration, waitsFor, claimedBy } = options as Record<string, string | undefined>;
  const found: Item[] = [];
  let left = options['limit'] as number;
  for (let after: string | null | undefined; left > 0 && after !== null; ) {
    const query = {
      issuer,
      configuration,
      waits_for: waitsFor,
      claimed_by: claimedBy,
      after,
      limit: Math.min(left, 200),
    };
    const page = (await api.call('GET', '/inbox', { query })) as { items: Item[]; next_after: string | null };
    found.push(...page.items);
    left -= page.items.length;
    after = page.next_after;
  }
  if (isJson) for (const one of found) write(one, '');
  else {
    const columns = {
      due_at: 'DUE',
      waits_for: 'WAITS FOR',
      session_id: 'SESSION',
      credential_configuration_id: 'CONFIGURATION',
      reference: 'REFERENCE',
      claimed_by: 'CLAIMED BY',
    };
    write(undefined, found.length === 0 ? 'Nothing waits.' : table(terminal, found, columns));
  }
}
