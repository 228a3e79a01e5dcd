/** The decision, told to the session; a wallet that began by itself gets its session now (AZ-14: consumed at completion). */
import type { AuthorizationDecision } from '../../workflows/contract/messages.js';
import { decideAuthorizationUpdate } from '../../workflows/contract/messages.js';
import type { Handle } from '../handles/handle-codec.js';
import type { WalletContext } from '../http/wallet-context.js';
import type { WalletDependencies } from '../http/wallet-dependencies.js';
import type { FinishedLogin } from '../login/finished-login.js';
import { supplyLoginClaims } from '../login/supply-login-claims.js';
import { beginSession } from './begin-session.js';
import type { BehindRequest } from './describe-request.js';
import type { PendingAuthorization } from './pushed-request.js';

export type Decided = { readonly code?: string };

/** What a code needs to know of its session. */
export type CodeSession = Pick<
  Handle,
  'session' | 'publicKey' | 'deferralLimit' | 'requireDpop' | 'requireWalletAttestation' | 'requireKeyAttestation'
>;

const SECOND = 1000;

export async function decide(
  deps: WalletDependencies,
  context: WalletContext,
  asked: {
    readonly pending: PendingAuthorization;
    readonly behind: BehindRequest;
    readonly decision: AuthorizationDecision;
    readonly person: string | undefined;
    readonly login: FinishedLogin | undefined;
  },
): Promise<Decided> {
  const { pending, behind, decision, person, login } = asked;
  const isDeniedAtOnce = behind.offer === undefined && decision === 'denied';
  if (isDeniedAtOnce) {
    await deps.pushedRequests.remove(pending.id);
    return {};
  }
  const session = behind.offer?.handle ?? (await beginSession(deps, context, pending, person ?? '', login));
  context.sessionId = session.session;
  const decided = await tellSession(deps, context, pending, session, { decision, person, login });
  if (decided.decision === 'allowed' && behind.offer !== undefined && login !== undefined)
    await supplyLoginClaims(deps, context, behind.offer.record, login);
  // The decision stands whether its request can be removed or not, and the code is the same if it is decided again.
  await deps.pushedRequests.remove(pending.id).catch((error: unknown) => {
    deps.report(error, { reason: 'pushed_request_not_removed', path: context.endpoint, requestId: context.requestId });
  });
  context.log('info', `Authorization ${decided.decision}`, {
    client_id: pending.clientId,
    credential_configuration_ids: pending.configurationIds,
  });
  if (decided.decision === 'denied') return {};
  const code = mintCode(deps, context, pending, session, decided.codeExpiresAt);
  context.log('debug', 'Authorization code made', { code: deps.handles.fingerprint(code) });
  return { code };
}

/** The same request decided twice (a double click) meets its first answer, and so does a retry after a crash. */
async function tellSession(
  deps: WalletDependencies,
  context: WalletContext,
  pending: PendingAuthorization,
  session: CodeSession,
  { decision, person, login }: Pick<Parameters<typeof decide>[2], 'decision' | 'person' | 'login'>,
) {
  const { code_lifetime } = context.issuer.configuration.authorization_code;
  const codeExpiresAt = context.now().getTime() + code_lifetime * SECOND;
  const code = mintCode(deps, context, pending, session, codeExpiresAt);
  return deps.gateway.update(
    session.session,
    decideAuthorizationUpdate,
    [
      {
        decision,
        clientId: pending.clientId,
        configurationIds: pending.configurationIds,
        ...(person === undefined
          ? {}
          : { personDigest: deps.handles.keyedDigest('subject', context.issuer.id, person) }),
        ...(pending.issuerState === undefined ? {} : { issuerStateDigest: deps.handles.digest(pending.issuerState) }),
        codeDigest: deps.handles.digest(code),
        codeExpiresAt,
      },
    ],
    {
      // Of one person: the answer to one of them is not given to another who opened the same address.
      updateId: `authorize.${deps.handles.keyedDigest('pushed', pending.id, login?.subject ?? '')}`,
      whenGone: 'authorization_offer_closed',
    },
  );
}

/** Bound to client, wallet instance, redirect URI, PKCE challenge and DPoP key; the same for the same decision. */
function mintCode(
  deps: WalletDependencies,
  context: WalletContext,
  pending: PendingAuthorization,
  session: CodeSession,
  expiresAt: number,
): string {
  return deps.handles.mintAlike('authorization_code', {
    issuer: context.issuer.id,
    session: session.session,
    version: context.issuer.version,
    requestId: pending.id,
    expiresAt,
    clientId: pending.clientId,
    configurations: pending.configurationIds,
    codeChallenge: pending.codeChallenge,
    redirectDigest: deps.handles.digest(pending.redirectUri),
    ...(pending.jkt === undefined ? {} : { jkt: pending.jkt }),
    ...(pending.instance === undefined ? {} : { instance: pending.instance }),
    ...(pending.detailed.length === 0 ? {} : { detailed: pending.detailed }),
    ...(session.requireDpop === undefined ? {} : { requireDpop: session.requireDpop }),
    ...(session.requireWalletAttestation === true ? { requireWalletAttestation: true } : {}),
    ...(session.requireKeyAttestation === true ? { requireKeyAttestation: true } : {}),
    ...(session.deferralLimit === undefined ? {} : { deferralLimit: session.deferralLimit }),
    ...(session.publicKey === undefined ? {} : { publicKey: session.publicKey }),
  });
}
