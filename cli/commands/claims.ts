import { Command } from 'commander';
import { answered } from '../api.js';
import { calling, segment } from '../command.js';
import type { Terminal } from '../terminal.js';
import { readJson } from '../terminal.js';

export function claimsCommands(terminal: Terminal): Command {
  return new Command('claims')
    .description('hand over, release or refuse claims')
    .addCommand(
      calling(
        terminal,
        'supply <session> <configuration> <file>',
        'supply claims, a JSON object; - reads standard input. The same claims again change nothing',
        async ({ api, show }, [id = '', configurationId = '', file = ''], options) => {
          const body = (await readJson(terminal, file)) as Record<string, unknown>;
          const header = {
            ...(options['ifMatch'] === undefined ? {} : { 'If-Match': String(options['ifMatch']) }),
            ...(options['ifNone'] === true ? { 'If-None-Match': '*' as const } : {}),
          };
          const path = { id, configurationId };
          show(
            await answered(
              api.typed.PUT('/sessions/{id}/claims/{configurationId}', { params: { path, header }, body }),
            ),
            ({ outcome }: { outcome: string }) => `${configurationId}: ${outcome}`,
          );
        },
      )
        .option('--if-match <tag>', 'only if the claims are those this entity tag is of')
        .option('--if-none', 'only if there are no claims yet'),
    )
    .addCommand(
      calling(
        terminal,
        'release <session> [configuration]',
        'release claims that another key supplied; without a configuration all that wait for it',
        async ({ api, show }, [id, configurationId], { digest }) => {
          const at = configurationId === undefined ? 'release' : `claims/${segment(configurationId)}/release`;
          const body = digest === undefined ? {} : { claims_digest: digest };
          const answer = await api.call('POST', `/sessions/${segment(id)}/${at}`, { body });
          show(answer ?? { session_id: id, released: true }, () => `${id}: released`);
        },
      ).option('--digest <digest>', 'only if the claims are those that were looked at'),
    )
    .addCommand(
      calling(
        terminal,
        'deny <session> [configuration]',
        'refuse a credential for good; without a configuration all of them',
        async ({ api, show }, [id, configurationId]) => {
          const at = configurationId === undefined ? 'deny' : `claims/${segment(configurationId)}/deny`;
          await api.call('POST', `/sessions/${segment(id)}/${at}`);
          const denied = { session_id: id, credential_configuration_id: configurationId ?? null, denied: true };
          show(denied, () => `${configurationId ?? id}: denied`);
        },
      ),
    )
    .addCommand(
      calling(
        terminal,
        'show <session>',
        'state of the claims of a session, never their values',
        async (context, [id = '']) => {
          const { claims } = await answered(
            context.api.typed.GET('/sessions/{id}/claims', { params: { path: { id } } }),
          );
          for (const one of claims) context.write(one, `${one.credential_configuration_id}: ${one.state}`);
        },
      ),
    );
}
