/** What was issued in a session and can still be changed. */
import type { RegisteredCredential } from '../../ports/credential-registry.js';
import type { CredentialStatusName } from '../../protocol/status/check-status-change.js';
import { addresses, type CredentialAct } from '../addresses.js';
import type { Tone } from '../words.js';
import { Badge, Moment, MomentIf } from './small.js';

const tones: Readonly<Record<CredentialStatusName, Tone>> = { valid: 'good', suspended: 'warn', revoked: 'bad' };
const words: Readonly<Record<CredentialAct, string>> = { revoke: 'Revoke', suspend: 'Suspend', reinstate: 'Reinstate' };

/** Suspension needs a second bit; revocation is final. */
export function actsOn({ status, entry }: RegisteredCredential): readonly CredentialAct[] {
  if (entry === undefined || status === 'revoked') return [];
  if (status === 'suspended') return ['reinstate', 'revoke'];
  return entry.bits >= 2 ? ['suspend', 'revoke'] : ['revoke'];
}

type CredentialsTableProps = { credentials: readonly RegisteredCredential[]; isReadOnly?: boolean };

export function CredentialsTable({ credentials, isReadOnly = false }: CredentialsTableProps) {
  if (credentials.length === 0) return null;
  return (
    <section aria-labelledby="credentials-heading">
      <h2 id="credentials-heading">Credentials</h2>
      <div class="scroll">
        <table>
          <thead>
            <tr>
              <th scope="col">Credential</th>
              <th scope="col">Status</th>
              <th scope="col">Issued</th>
              <th scope="col">Valid until</th>
              <th scope="col">Status changed</th>
              <th scope="col">Acts</th>
            </tr>
          </thead>
          <tbody>
            {credentials.map((one) => (
              <CredentialRow key={one.id} credential={one} acts={isReadOnly ? [] : actsOn(one)} />
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

type CredentialRowProps = { credential: RegisteredCredential; acts: readonly CredentialAct[] };

function CredentialRow({ credential, acts }: CredentialRowProps) {
  const { id, sessionId, configurationId, status, issuedAt, validUntil, changedAt } = credential;
  return (
    <tr>
      <th scope="row">
        <code>{configurationId}</code> <code>{id}</code>
      </th>
      <td>
        <Badge tone={tones[status]}>{status}</Badge>
      </td>
      <td>
        <Moment at={issuedAt} />
      </td>
      <td>
        <Moment at={validUntil} />
      </td>
      <td>
        <MomentIf at={changedAt} />
      </td>
      <td>
        <span class="facts">
          {acts.map((act) => (
            <a key={act} href={addresses.credentialAct(sessionId, id, act)}>{`${words[act]}…`}</a>
          ))}
        </span>
      </td>
    </tr>
  );
}
