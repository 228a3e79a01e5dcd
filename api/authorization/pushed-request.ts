/** An authorization request between its push and the person's decision: a sealed document, and a handle that names it. */
import { randomBytes } from 'node:crypto';
import { refuse } from '../../protocol/errors/protocol-error.js';
import { sealingContext } from '../../protocol/sealing-contexts.js';
import { REQUEST_URI_PREFIX } from '../../protocol/spec-constants.js';
import type { Handle } from '../handles/handle-codec.js';
import type { WalletContext } from '../http/wallet-context.js';
import type { WalletDependencies } from '../http/wallet-dependencies.js';

/** Everything checked; what is in here is what the person decides upon, whatever the browser sends beside it (AZ-15). */
export type AcceptedAuthorization = {
  readonly clientId: string;
  readonly clientName: string;
  readonly redirectUri: string;
  readonly codeChallenge: string;
  readonly state?: string;
  /** Thumbprint of the DPoP key the code is bound to. */
  readonly jkt?: string;
  /** Thumbprint of the attested key of the wallet instance that asked, where it authenticated with one. */
  readonly instance?: string;
  readonly configurationIds: readonly string[];
  readonly detailed: readonly string[];
  readonly issuerState?: string;
};

export type PendingAuthorization = AcceptedAuthorization & {
  readonly id: string;
  readonly requestUri: string;
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
};

const SECOND = 1000;

export async function pushRequest(
  deps: WalletDependencies,
  context: WalletContext,
  accepted: AcceptedAuthorization,
): Promise<{ readonly requestUri: string; readonly expiresIn: number }> {
  const id = randomBytes(32).toString('base64url');
  const expiresIn = context.issuer.configuration.authorization_code.request_lifetime;
  const expiresAt = context.now().getTime() + expiresIn * SECOND;
  const sealed = deps.seals.sealOwn(Buffer.from(JSON.stringify(accepted)), sealingContext.pushedRequest(id));
  await deps.pushedRequests.store({ id, sealed, expiresAt });
  return {
    requestUri: mintRequestUri(deps, context, {
      // That of the offer, where there is one.
      session: context.sessionId ?? '',
      requestId: id,
      clientId: accepted.clientId,
      expiresAt,
    }),
    expiresIn,
  };
}

type Named = Pick<Handle, 'session' | 'requestId' | 'clientId' | 'expiresAt'>;

function mintRequestUri(deps: WalletDependencies, context: WalletContext, named: Named): string {
  const { session, requestId, clientId, expiresAt } = named;
  const { id: issuer, version } = context.issuer;
  const handle = { issuer, version, session, requestId, clientId, expiresAt } as Handle;
  return `${REQUEST_URI_PREFIX}${deps.handles.mint('request_uri', handle)}`;
}

/** The pushed request, as long as nobody has decided upon it; loading it changes nothing (AZ-14). */
export async function loadPushedRequest(
  deps: WalletDependencies,
  context: WalletContext,
  asked: { readonly clientId: string; readonly requestUri: string },
): Promise<PendingAuthorization> {
  const { requestUri } = asked;
  const handle = requestUri.startsWith(REQUEST_URI_PREFIX)
    ? deps.handles.open('request_uri', requestUri.slice(REQUEST_URI_PREFIX.length))
    : undefined;
  if (handle === undefined || handle.issuer !== context.issuer.id) throw refuse('request_uri_unknown');
  if (handle.clientId !== asked.clientId) throw refuse('request_uri_client_mismatch');
  return { ...(await loadPendingRequest(deps, context, handle)), requestUri };
}

/**
 * The same by any handle of this issuer that names a pushed request.
 *
 * @param named of an opened handle, whose issuer was compared
 */
export async function loadPendingRequest(
  deps: WalletDependencies,
  context: WalletContext,
  named: Named,
): Promise<PendingAuthorization> {
  const { requestId: id, expiresAt = 0 } = named;
  if (id === undefined) throw refuse('request_uri_unknown');
  const now = context.now().getTime();
  if (now >= expiresAt) throw refuse('request_uri_expired');
  const sealed = await deps.pushedRequests.load(id, now);
  if (sealed === undefined) throw refuse('request_uri_expired');
  const opened = deps.seals.openOwn(sealed, sealingContext.pushedRequest(id));
  const accepted = JSON.parse(Buffer.from(opened).toString('utf8')) as AcceptedAuthorization;
  return { ...accepted, id, requestUri: mintRequestUri(deps, context, named), expiresAt };
}
