/** docs/errors.md: one row for every refusal of the catalogue, grouped by the door it is given at. */
import type { Reason } from '../../protocol/errors/catalogue.js';
import { catalogue } from '../../protocol/errors/catalogue.js';
import type { Refusal, RefusalFamily } from '../../protocol/errors/protocol-error.js';
import { code, GENERATED, table } from './markdown.js';

const families: Readonly<Record<RefusalFamily, { readonly title: string; readonly about: string }>> = {
  status: {
    title: 'Status lists',
    about: '`GET /status_lists/{id}`, asked for by relying parties.',
  },
  offer: {
    title: 'Credential offer',
    about: '`GET /credential_offers/{id}`. The specification defines no codes here; 404 is the answer.',
  },
  authorization: {
    title: 'Authorization',
    about:
      'Pushed authorization requests answer these as JSON; the authorization endpoint redirects with the code where the redirect URI is known to be right, and shows a page where it is not.',
  },
  token: {
    title: 'Token endpoint',
    about: '`POST /token`: the request itself, the code or refresh token it presents, and its DPoP proof.',
  },
  access: {
    title: 'Access token',
    about:
      '`POST /credential`, `/deferred_credential` and `/notification`: the access token and its DPoP proof. Every answer carries `WWW-Authenticate` beside the JSON body.',
  },
  credential: {
    title: 'Credential endpoint',
    about: '`POST /credential`: the request, its proofs and their nonces.',
  },
  deferred: {
    title: 'Deferred credential endpoint',
    about: '`POST /deferred_credential`. A credential that is not ready is no error: it is a 202.',
  },
  notification: { title: 'Notification endpoint', about: '`POST /notification`.' },
  back_office: {
    title: 'Back-office API',
    about:
      'The private listener. The codes are ours. The body also has `reason` (the reason id), `help`, and what was wrong where that can be said.',
  },
  server: {
    title: 'Any endpoint',
    about: 'Our own faults and limits. 429 and 503 carry `Retry-After`.',
  },
};

/** In the catalogue for what is not built yet; a test compares this list with the sources. */
export const reserved = ['code_invalidated'] as const satisfies readonly Reason[];

const intro = `# Errors

${GENERATED}

Everything Vouchsafe refuses is a row of one catalogue (\`protocol/errors/catalogue.ts\`). The three readers of a refusal
get different parts of it:

- **The wallet** gets the HTTP status and a JSON body with \`error\` (the wire code) and \`error_description\` (the sentence). Nothing else. The sentence never holds a value the wallet sent.
- **The operator** finds all of it in the session's log: the reason id, the help text, the reference, and the evidence of that very request (what was expected, what was provided; names and shapes, no secrets and no claim values). Where the mistake is one that wallets are known for, there is a [hint](wallet-hints.md) beside it.
- **The back office** gets the wallet's members and \`reason\`, \`help\` and the evidence, because what is wrong is its own to mend.

The *reason id* is what logs, the session's \`problem\`, the search attribute \`LastProblem\` and Temporal failures name. Once
released, it never changes its meaning. *Again?* says whether another attempt, corrected if need be, can still succeed
in the same session. Where it says no, somebody has to act: a new offer, a renewed one, or a different decision.

Reserved, and raised by nothing yet: ${reserved.map(code).join(', ')}.`;

export function buildErrorsPage(): string {
  const rows = Object.entries<Refusal>(catalogue());
  const sections = Object.entries(families).map(([family, { title, about }]) => {
    const own = rows.filter(([, refusal]) => refusal.family === family);
    return `## ${title}\n\n${about}\n\n${table(head, own.map(toRow))}`;
  });
  return `${[intro, ...sections].join('\n\n')}\n`;
}

const head = ['Reason id', 'Status', 'Code', 'Sentence', 'When, and what to do', 'Again?', 'Reference'];

function toRow([reason, refusal]: [string, Refusal]): string[] {
  const { status, code: wireCode, sentence, help, retryable, specRef } = refusal;
  return [code(reason), String(status), code(wireCode), sentence, help, retryable ? 'yes' : 'no', specRef];
}
