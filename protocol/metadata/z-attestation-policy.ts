/** What an issuer demands of wallets and their keys: the members of the issuers' configuration file that say so. */
import { z } from 'zod';

const zLevels = z.array(z.string().min(1).max(200)).min(1);

/** OID4VCI section 12.2.4 and appendix D.2. `{}` demands an attestation of whatever strength. */
export const zKeyAttestationsRequired = z.strictObject({
  key_storage: zLevels.optional(),
  user_authentication: zLevels.optional(),
  /** Seconds the status of the keys' storage should still be kept up (TS3 section 2.4); a wish, nothing is refused by it. */
  preferred_key_storage_status_period: z.number().int().min(1).optional(),
});

export const zProofTypes = z
  .array(z.enum(['jwt', 'attestation']))
  .min(1)
  .default(['jwt']);

/** Certificates in PEM: the text itself, or the path of a file, from the folder of the issuers' file. */
const zAnchors = z.array(z.string().min(1)).default([]);

export const issuerAttestationMembers = {
  trust_anchors: z.object({ key_attestation: zAnchors, wallet_attestation: zAnchors }).prefault({}),
  client_authentication: z
    .array(z.enum(['none', 'attest_jwt_client_auth']))
    .min(1)
    .default(['none']),
  /** Whether proofs of possession of wallet attestations carry a challenge of ours. Some libraries know none. */
  attestation_challenges: z.enum(['off', 'optional', 'required']).default('required'),
  /** EUDI wallets sign with the first attested key and no other. */
  attested_proof_key: z.enum(['any', 'first']).default('any'),
  /** Whether a key attestation inside a jwt proof needs a nonce of its own; the final text and its drafts disagree. */
  require_attestation_nonce: z.boolean().default(false),
  attested_keys_once: z.boolean().default(true),
  /** Whether a jwt proof may name its key by a certificate, whose path is not verified. */
  allow_x5c_proofs: z.boolean().default(false),
  dpop_nonces: z.enum(['off', 'required']).default('off'),
};

type AttestationPolicy = {
  readonly trust_anchors: {
    readonly key_attestation: readonly string[];
    readonly wallet_attestation: readonly string[];
  };
  readonly client_authentication: readonly string[];
  readonly credential_configurations: Readonly<
    Record<string, { readonly proof_types: readonly string[]; readonly key_attestations_required?: unknown }>
  >;
};
export type KeyAttestationsRequired = z.infer<typeof zKeyAttestationsRequired>;
export type Fault = { readonly message: string; readonly path: string[] };

/** Whoever demands attestations must know whom to believe: without anchors every wallet would be refused. */
export function findAttestationFaults(issuer: AttestationPolicy): Fault[] {
  const { trust_anchors, client_authentication, credential_configurations } = issuer;
  const needsWallets = client_authentication.includes('attest_jwt_client_auth');
  const configurations = Object.entries(credential_configurations)
    .filter(([, one]) => one.proof_types.includes('attestation') || one.key_attestations_required !== undefined)
    .map(([id]) => ({
      message: 'key attestations need trust_anchors.key_attestation',
      path: ['credential_configurations', id],
    }));
  return [
    ...(trust_anchors.key_attestation.length === 0 ? configurations : []),
    ...(needsWallets && trust_anchors.wallet_attestation.length === 0
      ? [
          {
            message: 'attest_jwt_client_auth needs trust_anchors.wallet_attestation',
            path: ['client_authentication'],
          },
        ]
      : []),
  ];
}
