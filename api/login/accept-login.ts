/** A person who has logged in: whether they may go on, and what of their claims becomes a credential's. */
import type { ProvidedClaims } from '../../ports/login.js';
import type { SessionRecord, StoredClaims } from '../../ports/session-records.js';
import { checkAssured } from '../../protocol/assurance/check-assurance.js';
import { ProtocolError, refuse } from '../../protocol/errors/protocol-error.js';
import { checkStrength, displayNameOf, subjectOf } from '../../protocol/login/check-login.js';
import { mapLoginClaims } from '../../protocol/login/map-login-claims.js';
import type { OpenidLogin } from '../../protocol/metadata/z-login-configuration.js';
import { newSessionId } from '../authorization/begin-session.js';
import type { BehindRequest } from '../authorization/describe-request.js';
import type { PendingAuthorization } from '../authorization/pushed-request.js';
import { sealClaims } from '../back-office/claims.js';
import type { WalletContext } from '../http/wallet-context.js';
import type { WalletDependencies } from '../http/wallet-dependencies.js';
import type { FinishedLogin } from './finished-login.js';

export function acceptLogin(
  deps: WalletDependencies,
  context: WalletContext,
  asked: {
    readonly login: OpenidLogin;
    readonly pending: PendingAuthorization;
    readonly behind: BehindRequest;
    readonly claims: ProvidedClaims;
  },
): FinishedLogin {
  const { login, pending, behind, claims } = asked;
  checkStrength(login, claims);
  const subject = subjectOf(login, claims);
  checkPerson(deps, context.issuer.id, behind, subject);
  const displayName = displayNameOf(claims);
  const named = { subject, ...(displayName === undefined ? {} : { displayName }) };
  if (behind.offer !== undefined) {
    const { record } = behind.offer;
    return { ...named, claims: takesLoginClaims(behind) ? sealDatasets(deps, context, pending, record, claims) : [] };
  }
  const id = newSessionId(deps, context, pending);
  const keys = deps.seals.mintKeys(id);
  return { ...named, keys, claims: sealDatasets(deps, context, pending, { id, ...keys }, claims) };
}

/** AZ-08: an offer made for one person is not given to another who came by its issuer_state. */
export function checkPerson(
  deps: WalletDependencies,
  issuerId: string,
  { offer }: BehindRequest,
  person: string,
): void {
  const meant = offer?.record.subjectDigest;
  if (meant !== undefined && meant !== deps.handles.keyedDigest('subject', issuerId, person))
    throw refuse('login_other_person');
}

/** Not of an offer that can also be redeemed without a login: whoever holds it would be given the claims of another. */
function takesLoginClaims({ offer }: BehindRequest): boolean {
  const grants = offer?.record.grants ?? [];
  return grants.length === 1 && grants[0] === 'authorization_code';
}

/** AV-08: a login says nothing of how it was verified; without a record of the back office's its claims stay awaited. */
function isAssured(context: WalletContext, assurance: SessionRecord['assurance']): boolean {
  try {
    checkAssured(context.issuer.configuration, assurance, context.now().getTime());
    return true;
  } catch (error) {
    if (!(error instanceof ProtocolError)) throw error;
    context.log(
      'warn',
      'The profile takes no claims of a login without an assurance; they have to come from the back office',
      {
        reason: error.reason,
      },
    );
    return false;
  }
}

/** What does not satisfy its claims schema is not kept: those claims stay awaited, and the back office is asked. */
function sealDatasets(
  deps: WalletDependencies,
  context: WalletContext,
  pending: PendingAuthorization,
  session: Parameters<typeof sealClaims>[1] & Pick<SessionRecord, 'assurance'>,
  claims: ProvidedClaims,
): StoredClaims[] {
  return pending.configurationIds.flatMap((id) => {
    const configuration = context.configurationOf(id);
    if (configuration?.claims_source.kind !== 'login' || !isAssured(context, session.assurance)) return [];
    const dataset = mapLoginClaims(configuration.claims_source.map, claims);
    const problems = deps.checkClaims(configuration.claims_schema, dataset);
    if (problems.length === 0) return [sealClaims(deps, session, id, dataset)];
    context.log(
      'warn',
      'The login does not give the claims of the credential; they have to come from the back office',
      {
        credential_configuration_id: id,
        problems,
      },
    );
    return [];
  });
}
