/** A person who has logged in: whether they may go on, and what of their claims becomes a credential's. */
import type { ProvidedClaims } from '../../ports/login.js';
import { refuse } from '../../protocol/errors/protocol-error.js';
import { checkStrength, displayNameOf, subjectOf } from '../../protocol/login/check-login.js';
import type { OpenidLogin } from '../../protocol/metadata/z-login-configuration.js';
import { newSessionId } from '../authorization/begin-session.js';
import type { BehindRequest } from '../authorization/describe-request.js';
import type { PendingAuthorization } from '../authorization/pushed-request.js';
import { termsOf } from '../back-office/claims-terms.js';
import type { WalletContext } from '../http/wallet-context.js';
import type { WalletDependencies } from '../http/wallet-dependencies.js';
import type { FinishedLogin } from './finished-login.js';
import { sealLoginClaims } from './seal-login-claims.js';

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
    const { deliverables } = record.view;
    const takes = takesLoginClaims(behind);
    return { ...named, claims: takes ? sealLoginClaims(deps, context, pending, record, deliverables, claims) : [] };
  }
  const id = newSessionId(deps, context, pending);
  const keys = deps.seals.mintKeys(id);
  const deliverables = pending.configurationIds.map((configurationId) => ({
    configurationId,
    ...termsOf(context.issuer, {}, configurationId),
  }));
  return { ...named, keys, claims: sealLoginClaims(deps, context, pending, { id, ...keys }, deliverables, claims) };
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
