/** Client authentication by wallet attestation (OID4VCI appendix E): one of the ways of `authenticate-client.ts`. */
import type { Request } from 'express';
import type { WalletSummary } from '../../protocol/attestation/verify-wallet-attestation.js';
import { verifyWalletAttestation } from '../../protocol/attestation/verify-wallet-attestation.js';
import type { ProtocolError } from '../../protocol/errors/protocol-error.js';
import { refuse } from '../../protocol/errors/protocol-error.js';
import { takesWalletAttestations } from '../../protocol/metadata/z-attestation-policy.js';
import {
  ATTESTATION_CLIENT_AUTHENTICATION,
  ATTESTATION_DPOP_CLIENT_AUTHENTICATION,
} from '../../protocol/spec-constants.js';
import type { NamedStatus } from '../../protocol/status/parse-named-status.js';
import type { VerifiedDpop } from '../../protocol/token/verify-dpop-proof.js';
import type { TokenRequest } from '../../protocol/token/z-token-request.js';
import { dpopHeader, verifyDpop } from './authenticate.js';
import { checkAttestationStatus, describeLookup, followsStatus } from './check-attestation-status.js';
import { checkAttestationChallenge } from './fresh-nonces.js';
import { namingTrustLists } from './name-trust-lists.js';
import type { WalletContext } from './wallet-context.js';
import type { WalletDependencies } from './wallet-dependencies.js';

export type AttestedClient = {
  /** Of the attestation, or as the request claims it. */
  readonly clientId?: string;
  /** Thumbprint of the attested key; present exactly when the client authenticated. */
  readonly instanceThumbprint?: string;
  readonly wallet?: WalletSummary;
  /** What the attestation names, where credentials have to follow it. */
  readonly walletStatus?: NamedStatus;
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
  if (!takesWalletAttestations(configuration)) return unproved;
  const sent = readHeaders(request, configuration.client_authentication);
  if (sent === undefined) {
    if (configuration.client_authentication.includes('none')) return unproved;
    throw refuse('wallet_attestation_required', {
      help: 'This issuer takes only clients that authenticate by wallet attestation: send the OAuth-Client-Attestation and OAuth-Client-Attestation-PoP headers. An operator may allow others (none in client_authentication).',
      provided: null,
    });
  }
  const { attestation, pop } = sent;
  const evidence = {
    attestation,
    pop: pop ?? { dpop: await verifyCombinedProof(request, context) },
    audience: identifier,
    anchors: trustAnchors.walletAttestation,
    now: context.now(),
    clientId: formClientId,
    maxAge: configuration.attestation_max_age,
  };
  const { jti, challenge, status, ...verified } = await namingTrustLists(context, () =>
    verifyWalletAttestation(evidence),
  );
  checkAttestationChallenge(deps, context, challenge, pop === undefined);
  await checkAttestationStatus(deps, context, 'wallet_attestation', status);
  const client = { ...verified, ...followed(context, status) };
  logVerified(context, client, pop === undefined ? 'dpop' : 'jwt', challenge !== undefined);
  // A combined proof is used up as the DPoP proof it is.
  if (pop === undefined) return client;
  const popUse = `pop:${deps.handles.keyedDigest('pop', context.issuer.id, client.instanceThumbprint, jti)}`;
  return { ...client, popUse };
}

function followed(context: WalletContext, status: NamedStatus | undefined): Pick<AttestedClient, 'walletStatus'> {
  return status === undefined || !followsStatus(context) ? {} : { walletStatus: status };
}

/** The DPoP proof of the request, which the endpoint verifies for itself as well: it does not know that it stands for two. */
function verifyCombinedProof(request: Request, context: WalletContext): Promise<VerifiedDpop> {
  const proof = dpopHeader(request, 'token');
  if (proof === undefined)
    throw incomplete([1, 0], 'There is neither an OAuth-Client-Attestation-PoP nor a DPoP header.');
  return verifyDpop(request, context, proof, 'token');
}

/**
 * Both headers, each once (WA-01); Node joins repeated ones, so the raw ones are counted. Without a proof header the DPoP
 * proof is the proof, where the issuer takes that (-10 section 6); and up to -07 the two JWTs could stand in one header.
 */
function readHeaders(
  request: Request,
  methods: readonly string[],
): { readonly attestation: string; readonly pop?: string } | undefined {
  const counts = HEADERS.map(
    (name) => request.rawHeaders.filter((one, index) => index % 2 === 0 && one.toLowerCase() === name).length,
  );
  if (counts.every((count) => count === 0)) return undefined;
  const values = HEADERS.map((name) => request.headers[name]);
  const joined = counts[1] === 0 ? String(values[0]).split('~') : [];
  const [attestation, pop] = joined.length === 2 ? joined : values;
  const isComplete = counts[0] === 1 && (counts[1] === 1 || counts[1] === 0) && typeof attestation === 'string';
  if (isComplete && typeof pop === 'string') {
    if (methods.includes(ATTESTATION_CLIENT_AUTHENTICATION)) return { attestation, pop };
    throw refuse('wallet_pop_method', { expected: methods, provided: ATTESTATION_CLIENT_AUTHENTICATION });
  }
  if (isComplete && methods.includes(ATTESTATION_DPOP_CLIENT_AUTHENTICATION)) return { attestation };
  throw incomplete(
    counts,
    `The request has ${counts[0]} OAuth-Client-Attestation and ${counts[1]} OAuth-Client-Attestation-PoP headers.`,
  );
}

function incomplete(counts: readonly number[], reason: string): ProtocolError {
  return refuse('wallet_attestation_incomplete', { reason, expected: [1, 1], provided: counts });
}

function logVerified(
  context: WalletContext,
  client: { clientId: string; instanceThumbprint: string; wallet: WalletSummary },
  proof: 'jwt' | 'dpop',
  hasChallenge: boolean,
): void {
  const { name, version, includesAnchor, hasStatus } = client.wallet;
  context.log('info', 'Wallet attestation verified', {
    client_id: client.clientId,
    wallet_name: name ?? null,
    wallet_version: version ?? null,
    instance_thumbprint: client.instanceThumbprint,
    challenge_present: hasChallenge,
    ...(proof === 'dpop' ? { proof_of_possession: 'the DPoP proof' } : {}),
    ...(includesAnchor ? { note: 'x5c contains the trust anchor, which it should not' } : {}),
    ...(hasStatus ? { status: describeLookup(context) } : {}),
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
