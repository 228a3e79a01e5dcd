import { Command } from 'commander';
import { type Api, answered } from '../api.js';
import { calling, collect, segment } from '../command.js';
import { UsageFault } from '../failures.js';
import type { components } from '../private-api.js';
import type { Terminal } from '../terminal.js';
import { members, table } from '../terminal.js';

export function keyCommands(terminal: Terminal): Command {
  return new Command('keys')
    .description('API keys')
    .addCommand(
      calling(terminal, 'list', 'API keys, newest first; never the keys themselves', async ({ api, isJson, write }) => {
        const found = await listAll(api);
        const columns = { id: 'KEY', name: 'NAME', scopes: 'SCOPES', issuer: 'ISSUER', last_used_at: 'LAST USED' };
        if (isJson) for (const one of found) write(one, '');
        else write(undefined, found.length === 0 ? 'No key.' : table(terminal, found, columns));
      }),
    )
    .addCommand(
      calling(
        terminal,
        'create <name>',
        'make an API key; it is shown once',
        async ({ api, show }, [name], options) => {
          if (options['scope'] === undefined) throw new UsageFault('Say with --scope what the key allows');
          const body = { name, scopes: options['scope'], issuer: options['issuer'] };
          show(await api.call('POST', '/api-keys', { body }), members);
        },
      )
        .option('--scope <scope>', 'what the key allows; may be repeated', collect)
        .option('--issuer <id>', 'bind the key to one issuer'),
    )
    .addCommand(
      calling(terminal, 'revoke <key>', 'revoke an API key, for good', async ({ api, show }, [id]) => {
        await api.call('DELETE', `/api-keys/${segment(id)}`);
        show({ id, revoked: true }, () => `${id} revoked`);
      }),
    );
}

type ApiKey = components['schemas']['ApiKey'];
const PAGE = 1000;

/** To the end: a key that is left out looks like one that is not there. */
async function listAll({ typed }: Api): Promise<ApiKey[]> {
  const found: ApiKey[] = [];
  for (let after: string | null | undefined; after !== null; ) {
    const query = { limit: PAGE, ...(after === undefined ? {} : { after }) };
    const page: { api_keys: ApiKey[]; next_after: string | null } = await answered(
      typed.GET('/api-keys', { params: { query } }),
    );
    found.push(...page.api_keys);
    after = page.next_after;
  }
  return found;
}
