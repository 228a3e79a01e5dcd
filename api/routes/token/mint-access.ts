/** A new access token, and what the session is told of it. */
import type { NamedStatus } from '../../../protocol/status/parse-named-status.js';
import type { AccessGrant } from '../../../workflows/contract/messages.js';
import type { Handle } from '../../handles/handle-codec.js';
import type { WalletContext } from '../../http/wallet-context.js';
import type { WalletDependencies } from '../../http/wallet-dependencies.js';

const SECOND = 1000;

export function mintAccess(
  deps: WalletDependencies,
  context: WalletContext,
  facts: {
    readonly presented: Handle;
    readonly configurations: readonly string[];
    /** Those of them whose identifiers are given with the token. */
    readonly detailed: readonly string[] | undefined;
    readonly jkt: string | undefined;
    readonly clientId: string | undefined;
    /** Of a client that authenticated with a wallet attestation. */
    readonly instance?: string | undefined;
    readonly walletStatus?: NamedStatus | undefined;
    /** Mark of the grant. */
    readonly grant: string | undefined;
  },
): { token: string; handle: Handle; grant: AccessGrant; expiresIn: number } {
  const { lifetimes } = context.issuer.configuration;
  const expiresIn = facts.jkt === undefined ? lifetimes.bearer_access_token : lifetimes.dpop_access_token;
  const accessExpiresAt = context.now().getTime() + expiresIn * SECOND;
  const { clientId } = facts;
  const bound = {
    ...(facts.jkt === undefined ? {} : { jkt: facts.jkt }),
    ...(clientId === undefined ? {} : { clientId }),
  };
  const handle: Handle = {
    issuer: context.issuer.id,
    session: facts.presented.session,
    ...(facts.presented.version === undefined ? {} : { version: facts.presented.version }),
    expiresAt: accessExpiresAt,
    configurations: facts.configurations,
    // A refreshed token is answered the same identifiers without asking again (TK-11).
    ...(facts.detailed === undefined || facts.detailed.length === 0 ? {} : { detailed: facts.detailed }),
    ...(facts.presented.requireKeyAttestation === true ? { requireKeyAttestation: true } : {}),
    ...(facts.instance === undefined ? {} : { instance: facts.instance }),
    ...(facts.walletStatus === undefined ? {} : { walletStatus: facts.walletStatus }),
    ...(facts.grant === undefined ? {} : { grant: facts.grant }),
    ...(facts.presented.publicKey === undefined ? {} : { publicKey: facts.presented.publicKey }),
    ...bound,
  };
  const token = deps.handles.mint('access', handle);
  return { token, handle, expiresIn, grant: { accessDigest: deps.handles.digest(token), accessExpiresAt, ...bound } };
}
