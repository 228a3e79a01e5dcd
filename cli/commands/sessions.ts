import { Command, Option } from 'commander';
import { answered } from '../api.js';
import type { Context, Options } from '../command.js';
import { calling, collect, segment, wholeNumber } from '../command.js';
import { UsageFault } from '../failures.js';
import type { paths } from '../private-api.js';
import { followStream } from '../read-event-stream.js';
import type { Terminal } from '../terminal.js';
import { members, plain, readJson, table, tell } from '../terminal.js';

type NewSession = NonNullable<paths['/sessions']['post']['requestBody']>['content']['application/json'];
type Answer = Readonly<Record<string, unknown>>;

export function sessionCommands(terminal: Terminal): Command {
  return new Command('sessions')
    .description('create, find and follow issuance sessions')
    .addCommand(createCommand(terminal))
    .addCommand(listCommand(terminal))
    .addCommand(
      calling(terminal, 'show <session>', 'one session', async ({ api, show }, [id], { consistent }) => {
        const query = consistent === true ? { consistent: 'true' as const } : {};
        show(
          await answered(api.typed.GET('/sessions/{id}', { params: { path: { id: id as string }, query } })),
          members,
        );
      }).option('--consistent', 'from the workflow itself instead of the read model'),
    )
    .addCommand(calling(terminal, 'tail <session>', 'events of a session as they come, until it is over', tail))
    .addCommand(
      calling(terminal, 'cancel <session>', 'end a session', async ({ api, show }, [id]) => {
        await api.call('POST', `/sessions/${segment(id)}/cancel`);
        show({ session_id: id, cancelled: true }, () => `${id} cancelled`);
      }),
    )
    .addCommand(
      calling(
        terminal,
        'renew <session>',
        'a new code, and transaction code, for a session',
        async (context, [id], options) => {
          const expires = options['offerExpiresIn'];
          const body = expires === undefined ? {} : { offer_expires_in: expires };
          context.show(await context.api.call('POST', `/sessions/${segment(id)}/renew-offer`, { body }), describeOffer);
        },
      ).option('--offer-expires-in <seconds>', 'how long the offer can be redeemed', wholeNumber('--offer-expires-in')),
    );
}

function createCommand(terminal: Terminal): Command {
  return calling(terminal, 'create', 'create a session and its offer', create)
    .option('-c, --configuration <id>', 'credential configuration to offer; may be repeated', collect)
    .option('--claims <file>', 'JSON object of claims by configuration id; - reads standard input')
    .option('--body <file>', 'the whole request as JSON, as POST /sessions takes it; the other options go over it')
    .option('--reference <text>', 'what the session is called by you')
    .option('--subject-id <text>', 'whom the credentials are for; kept as a keyed digest')
    .option('--tx-code', 'protect the offer with a transaction code, which is shown once')
    .option('--no-tx-code', 'say that there shall be none')
    .addOption(new Option('--grant <name>', 'how the wallet may begin; may be repeated').argParser(collect))
    .option('--deferral-limit <seconds>', 'how long a wallet may wait for claims', wholeNumber('--deferral-limit'))
    .option('--offer-expires-in <seconds>', 'how long the offer can be redeemed', wholeNumber('--offer-expires-in'))
    .option('--issuer <id>', 'one of several issuers')
    .option('--idempotency-key <key>', 'a repeat under the same key answers the same session');
}

async function create({ api, terminal, show }: Context, _: unknown, options: Options): Promise<void> {
  const text = (name: string): string | undefined => options[name] as string | undefined;
  if (text('claims') === '-' && text('body') === '-') throw new UsageFault('Only one of --claims and --body can be -');
  const given = {
    credential_configuration_ids: options['configuration'],
    claims: text('claims') === undefined ? undefined : await readJson(terminal, text('claims') as string),
    reference: text('reference'),
    subject_id: text('subjectId'),
    tx_code: options['txCode'],
    grants: grantsOf(options['grant'] as readonly string[] | undefined),
    deferral_limit: options['deferralLimit'],
    offer_expires_in: options['offerExpiresIn'],
    issuer: text('issuer'),
  };
  const base = text('body') === undefined ? {} : ((await readJson(terminal, text('body') as string)) as object);
  const body = { ...base, ...Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) };
  if (!('credential_configuration_ids' in body))
    throw new UsageFault('Name what is offered with --configuration, or in --body');
  const key = text('idempotencyKey');
  const header = key === undefined ? {} : { 'Idempotency-Key': key };
  const answer = api.typed.POST('/sessions', { params: { header }, body: body as NewSession });
  show(await answered(answer), describeOffer);
}

function grantsOf(names: readonly string[] | undefined): object | undefined {
  if (names === undefined) return undefined;
  const known = ['pre_authorized_code', 'authorization_code'];
  const wrong = names.find((name) => !known.includes(name));
  if (wrong !== undefined) throw new UsageFault(`--grant is ${known.join(' or ')}`);
  return Object.fromEntries(names.map((name) => [name, true]));
}

function describeOffer(offer: Answer): string {
  const { session_id, status, credential_offer_uri, credential_offer_deep_link, tx_code, expires_at, console_url } =
    offer;
  const warnings = ((offer['warnings'] ?? []) as string[]).map((one) => `\n! ${one}`).join('');
  const shown = {
    session_id,
    status,
    tx_code,
    expires_at,
    credential_offer_uri,
    credential_offer_deep_link,
    console_url,
  };
  return members(shown) + warnings;
}

function listCommand(terminal: Terminal): Command {
  return calling(terminal, 'list', 'sessions, newest first', list)
    .option('--status <status>', 'only sessions of this status')
    .option('--reference <text>', 'only sessions of this reference')
    .option('--problem <reason>', 'only sessions whose last problem has this reason id')
    .option('--issuer <id>', 'only sessions of this issuer')
    .option('--limit <number>', 'how many', wholeNumber('--limit'), 50)
    .option('--all', 'all of them, however many');
}

async function list({ api, terminal, isJson, write }: Context, _: unknown, options: Options): Promise<void> {
  const { status, reference, problem, issuer } = options as Record<string, string | undefined>;
  let left = options['all'] === true ? Number.POSITIVE_INFINITY : (options['limit'] as number);
  const found: Answer[] = [];
  for (let before: number | null | undefined; left > 0 && before !== null; ) {
    const query = {
      status,
      reference,
      problem,
      issuer,
      limit: Math.min(left, 200),
      ...(before === undefined ? {} : { before }),
    };
    const page = (await api.call('GET', '/sessions', { query })) as { sessions: Answer[]; next_before: number | null };
    if (isJson) for (const one of page.sessions) write(one, '');
    else found.push(...page.sessions);
    left -= page.sessions.length;
    before = page.next_before;
  }
  if (isJson) return;
  const rows = found.map((one) => ({ ...one, reason: (one['problem'] as Answer | null)?.['reason'] }));
  const columns = {
    session_id: 'SESSION',
    status: 'STATUS',
    created_at: 'CREATED',
    reference: 'REFERENCE',
    reason: 'PROBLEM',
  };
  write(undefined, rows.length === 0 ? 'No session.' : table(terminal, rows, columns));
}

async function tail({ api, terminal, write }: Context, [id]: readonly (string | undefined)[]): Promise<void> {
  const trouble = (message: string): void => tell(terminal, `${message}; trying again`);
  for await (const { data } of followStream(api, `/sessions/${segment(id)}/stream`, terminal.signal, trouble)) {
    const event = JSON.parse(data) as { seq: number; type: string; at: string; details: unknown };
    write(event, `${event.at}  ${plain(event.type)}  ${plain(event.details)}`.trimEnd());
  }
}
