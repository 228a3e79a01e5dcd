/** What an issuer demands of wallets and their keys: the members of the issuers' configuration file that say so. */
import { z } from 'zod';
import { zTrustLists } from '../trust-list/z-trust-lists.js';
import { clientAuthenticationOf } from './profiles.js';
import type { IssuerMembers } from './z-issuer-configuration.js';

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
  trust_anchors: z
    .object({
      key_attestation: zAnchors,
      wallet_attestation: zAnchors,
      status_list: zAnchors,
      holder_certificate: zAnchors,
    })
    .prefault({}),
  /** Lists of wallet providers, besides those anchors. */
  trust_lists: zTrustLists,
  /** Absent: as the profile has it (`clientAuthenticationOf` in `profiles.ts`). */
  client_authentication: z
    .array(z.enum(['none', 'attest_jwt_client_auth', 'attest_jwt_client_auth_dpop', 'private_key_jwt']))
    .min(1)
    .optional(),
  /** Whether proofs of possession of wallet attestations carry a challenge of ours. Some libraries know none. */
  attestation_challenges: z.enum(['off', 'optional', 'required']).default('required'),
  /** Seconds since its `iat` after which a wallet attestation is refused with `use_fresh_attestation`. */
  attestation_max_age: z.number().int().min(60).max(31_536_000).optional(),
  /** Whether the status that attestations name is looked up, and demanded. Left out: as the profile has it. */
  attestation_status: z.enum(['ignore', 'check', 'require']).optional(),
  /** What becomes of an attestation whose status list cannot be had or believed. Left out: as the profile has it. */
  attestation_status_unknown: z.enum(['accept', 'refuse']).optional(),
  /** Whether credentials end before that status does, and are revoked when it is (TS3 2.4.3). Left out: as the profile has it. */
  follow_attestation_status: z.boolean().optional(),
  /** Seconds until a followed status is looked up again; the EUDI wants it within a day. */
  attestation_recheck_interval: z.number().int().min(5).max(86_400).default(43_200),
  /** EUDI wallets sign with the first attested key and no other. */
  attested_proof_key: z.enum(['any', 'first']).default('any'),
  /** Whether a key attestation inside a jwt proof needs a nonce of its own; the final text and its drafts disagree. */
  require_attestation_nonce: z.boolean().default(false),
  /** Whether attested keys are good for one credential request. Left out: as the profile has it. */
  attested_keys_once: z.boolean().optional(),
  /** Whether a jwt proof may name its key by a certificate; its path is verified where `holder_certificate` has anchors. */
  allow_x5c_proofs: z.boolean().default(false),
  dpop_nonces: z.enum(['off', 'required']).default('off'),
};

export type ClientAuthentication = readonly (
  | 'none'
  | 'attest_jwt_client_auth'
  | 'attest_jwt_client_auth_dpop'
  | 'private_key_jwt'
)[];

type AttestationPolicy = {
  readonly profile: IssuerMembers['profile'];
  readonly trust_anchors: {
    readonly key_attestation: readonly string[];
    readonly wallet_attestation: readonly string[];
  };
  readonly trust_lists: readonly unknown[];
  readonly client_authentication?: ClientAuthentication | undefined;
  readonly credential_configurations: Readonly<
    Record<string, { readonly proof_types: readonly string[]; readonly key_attestations_required?: unknown }>
  >;
};
export type KeyAttestationsRequired = z.infer<typeof zKeyAttestationsRequired>;
export type Fault = { readonly message: string; readonly path: string[] };

/** Whoever demands attestations must know whom to believe: without anchors every wallet would be refused. */
export function findAttestationFaults(issuer: AttestationPolicy): Fault[] {
  const { trust_anchors, trust_lists, credential_configurations } = issuer;
  // Who is on a list is known later; that there is one is enough.
  if (trust_lists.length > 0) return [];
  const needsWallets = takesWalletAttestations({ client_authentication: clientAuthenticationOf(issuer) });
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
            message: 'authentication by wallet attestation needs trust_anchors.wallet_attestation',
            path: ['client_authentication'],
          },
        ]
      : []),
  ];
}

/** Whether wallets may authenticate by attestation, in either of its forms. */
export function takesWalletAttestations(issuer: { readonly client_authentication: ClientAuthentication }): boolean {
  return issuer.client_authentication.some((one) => one.startsWith('attest_jwt_client_auth'));
}
