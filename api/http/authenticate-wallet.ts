/** Client authentication by wallet attestation (OID4VCI appendix E): one of the ways of `authenticate-client.ts`. */
import type { Request } from 'express';
import type { WalletSummary } from '../../protocol/attestation/verify-wallet-attestation.js';
import { verifyWalletAttestation } from '../../protocol/attestation/verify-wallet-attestation.js';
import { refuse } from '../../protocol/errors/protocol-error.js';
import { ATTESTATION_CLIENT_AUTHENTICATION } from '../../protocol/spec-constants.js';
import type { TokenRequest } from '../../protocol/token/z-token-request.js';
import { checkAttestationChallenge } from './fresh-nonces.js';
import type { WalletContext } from './wallet-context.js';
import type { WalletDependencies } from './wallet-dependencies.js';

export type AttestedClient = {
  /** Of the attestation, or as the request claims it. */
  readonly clientId?: string;
  /** Thumbprint of the attested key; present exactly when the client authenticated. */
  readonly instanceThumbprint?: string;
  readonly wallet?: WalletSummary;
  /** Name of the proof of possession, to be used up with the request (`consumeProofs`). */
  readonly popUse?: string;
};

const HEADERS = ['oauth-client-attestation', 'oauth-client-attestation-pop'] as const;

/**
 * Verifies a wallet attestation that was sent, and demands one where the issuer takes no other clients. Uses nothing up.
 * An issuer that does not authenticate by attestation ignores the headers.
 */
export async function authenticateWallet(
  deps: WalletDependencies,
  request: Request,
  context: WalletContext,
  formClientId: string | undefined,
): Promise<AttestedClient> {
  const { configuration, identifier, trustAnchors } = context.issuer;
  const unproved = formClientId === undefined ? {} : { clientId: formClientId };
  if (!configuration.client_authentication.includes(ATTESTATION_CLIENT_AUTHENTICATION)) return unproved;
  const sent = readHeaders(request);
  if (sent === undefined) {
    if (configuration.client_authentication.includes('none')) return unproved;
    throw refuse('wallet_attestation_required', {
      help: 'This issuer takes only clients that authenticate by wallet attestation: send the OAuth-Client-Attestation and OAuth-Client-Attestation-PoP headers. An operator may allow others (none in client_authentication).',
      provided: null,
    });
  }
  const { jti, challenge, ...client } = await verifyWalletAttestation({
    ...sent,
    audience: identifier,
    anchors: trustAnchors.walletAttestation,
    now: context.now(),
    clientId: formClientId,
  });
  checkAttestationChallenge(deps, context, challenge);
  logVerified(context, client, challenge !== undefined);
  const popUse = `pop:${deps.handles.keyedDigest('pop', context.issuer.id, client.instanceThumbprint, jti)}`;
  return { ...client, popUse };
}

/** Both headers, each once (WA-01); Node joins repeated ones, so the raw ones are counted. */
function readHeaders(request: Request): { readonly attestation: string; readonly pop: string } | undefined {
  const counts = HEADERS.map(
    (name) => request.rawHeaders.filter((one, index) => index % 2 === 0 && one.toLowerCase() === name).length,
  );
  if (counts.every((count) => count === 0)) return undefined;
  const [attestation, pop] = HEADERS.map((name) => request.headers[name]);
  if (counts.every((count) => count === 1) && typeof attestation === 'string' && typeof pop === 'string')
    return { attestation, pop };
  throw refuse('wallet_attestation_incomplete', {
    reason: `The request has ${counts[0]} OAuth-Client-Attestation and ${counts[1]} OAuth-Client-Attestation-PoP headers.`,
    expected: [1, 1],
    provided: counts,
  });
}

function logVerified(
  context: WalletContext,
  client: { clientId: string; instanceThumbprint: string; wallet: WalletSummary },
  hasChallenge: boolean,
): void {
  const { name, version, includesAnchor, hasStatus } = client.wallet;
  context.log('info', 'Wallet attestation verified', {
    client_id: client.clientId,
    wallet_name: name ?? null,
    wallet_version: version ?? null,
    instance_thumbprint: client.instanceThumbprint,
    challenge_present: hasChallenge,
    ...(includesAnchor ? { note: 'x5c contains the trust anchor, which it should not' } : {}),
    ...(hasStatus ? { status: 'named, not looked up' } : {}),
  });
}

/**
 * What a code or token demands of the client that presents it: an attestation, or the very same instance (TK-15). All
 * instances of a wallet share one client_id (WA-08), so that alone does not tell them apart.
 */
export function checkClientBinding(
  grantType: TokenRequest['grantType'],
  presented: { readonly requireWalletAttestation?: boolean; readonly instance?: string },
  { instanceThumbprint }: Pick<AttestedClient, 'instanceThumbprint'>,
): void {
  if (instanceThumbprint === undefined) {
    if (presented.requireWalletAttestation !== true && presented.instance === undefined) return;
    const why =
      presented.instance === undefined ? 'The session demands' : 'What is presented was issued to a client with';
    throw refuse('wallet_attestation_required', { reason: `${why} a wallet attestation.`, provided: null });
  }
  if (presented.instance !== undefined && presented.instance !== instanceThumbprint)
    throw refuse(
      grantType === 'refresh_token' ? 'refresh_token_instance_mismatch' : 'authorization_code_client_mismatch',
      { expected: presented.instance, provided: instanceThumbprint },
    );
}
