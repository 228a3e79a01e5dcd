import { Command } from 'commander';
import { answered } from '../api.js';
import type { Context, Options } from '../command.js';
import { calling, segment } from '../command.js';
import { NotAllDone, UsageFault } from '../failures.js';
import type { Terminal } from '../terminal.js';
import { table } from '../terminal.js';

type Outcome = Readonly<{ credential_id: string; outcome: string; reason?: string }>;
const acts = {
  revoke: 'revoke for good',
  suspend: 'suspend, until reinstated',
  reinstate: 'end a suspension of',
} as const;

export function credentialCommands(terminal: Terminal): Command {
  const group = new Command('credentials').description('issued credentials and their status').addCommand(
    calling(terminal, 'list <session>', 'credentials issued in a session', async (context, [id = '']) => {
      const { api, isJson, write } = context;
      const answer = await answered(api.typed.GET('/sessions/{id}/credentials', { params: { path: { id } } }));
      const found = (answer as { credentials: Record<string, unknown>[] }).credentials;
      if (isJson) for (const one of found) write(one, '');
      else {
        const columns = { credential_id: 'CREDENTIAL', credential_configuration_id: 'CONFIGURATION', status: 'STATUS' };
        write(undefined, found.length === 0 ? 'No credential with a status.' : table(terminal, found, columns));
      }
    }),
  );
  for (const [act, words] of Object.entries(acts))
    group.addCommand(
      calling(
        terminal,
        `${act} [credential]`,
        `${words} one credential, or all of a subject`,
        (context, [id], options) => change(context, act, id, options),
      )
        .option('--subject <id>', 'all credentials of this subject_id instead of one')
        .option('--configuration <id>', 'with --subject: only of this credential configuration')
        .option('--issuer <id>', 'with --subject: of one of several issuers'),
    );
  return group;
}

async function change({ api, show }: Context, act: string, id: string | undefined, options: Options): Promise<void> {
  const { subject, configuration, issuer } = options;
  if ((id === undefined) === (subject === undefined))
    throw new UsageFault('Name a credential, or --subject, and not both');
  if (id !== undefined) {
    const answer = await api.call('POST', `/credentials/${segment(id)}/${act}`);
    show(answer, (one: { status: string; outcome: string }) => `${id}: ${one.status}, ${one.outcome}`);
    return;
  }
  const body = { subject_id: subject, credential_configuration_id: configuration, issuer };
  const answer = (await api.call('POST', `/credentials/${act}`, { body })) as { credentials: Outcome[] };
  const line = (one: Outcome): string => [one.credential_id, one.outcome, one.reason ?? ''].join('  ').trimEnd();
  show(answer, () => answer.credentials.map(line).join('\n') || 'No credential of this subject.');
  const refused = answer.credentials.filter(({ outcome }) => outcome === 'refused').length;
  if (refused > 0) throw new NotAllDone(`${refused} of ${answer.credentials.length} were refused`);
}
