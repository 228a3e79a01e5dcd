/**
 * The issuers' configuration file: who issues, under which rules, and what.
 * Member names are the file's own (snake_case), and where the specification has a name for a thing, it is used.
 */
import { z } from 'zod';
import { zEncryptionConfiguration } from '../encryption/z-encryption-configuration.js';
import { zRetention } from '../privacy/z-retention.js';
import { didMethods } from '../proof/did-methods.js';
import { clientAuthenticationOf, findProfileFaults, profileOf } from './profiles.js';
import { findAttestationFaults, issuerAttestationMembers } from './z-attestation-policy.js';
import { authorizationMembers, reportAuthorizationFaults } from './z-authorization-configuration.js';
import { zCredentialConfiguration, zDisplays } from './z-credential-configuration.js';
import { issuerProfileMembers } from './z-profile-members.js';
import { zSigning } from './z-signing.js';

const seconds = (fallback: number, max: number) => z.number().int().min(1).max(max).default(fallback);
const DAY = 86_400;

const zIssuerMembers = z.object({
  /** Short name used in session records, search attributes and API keys. */
  id: z.string().regex(/^[a-z0-9][a-z0-9-]{0,31}$/),
  /** Path below the public URL, without a trailing slash; empty for the root. */
  path: z
    .string()
    .regex(/^(\/[A-Za-z0-9._~-]+)*$/)
    .default(''),
  profile: z.enum(['base', 'haip', 'av', 'eudi']).default('base'),
  display: zDisplays,
  /** Absent: the installation's key, or that of the development PKI. */
  signing: zSigning.optional(),
  /** Whether proofs may name their key by a DID in `kid`: `true` for those that contain it, or the methods by name. */
  allow_dids: z.union([z.boolean(), z.array(z.enum(didMethods)).min(1)]).default(false),
  /** Whether pre-authorised token requests need no `client_id`. */
  allow_anonymous_clients: z.boolean().default(true),
  require_dpop: z.boolean().default(false),
  /** Four eyes: whether claims have to be released by another API key or person than who supplied them. */
  require_release: z.boolean().default(false),
  ...issuerAttestationMembers,
  /** Most proofs in one credential request; 1 turns batches off. */
  batch_size: z.number().int().min(1).max(100).default(10),
  /** Whether a wallet that was given identifiers has to name its credential by one (OID4VCI section 8.2). */
  require_credential_identifiers: z.boolean().default(false),
  /** Most accepted credential requests per configuration in one session. */
  max_issuances_per_configuration: z.number().int().min(1).max(100).default(20),
  lifetimes: z
    .object({
      offer: seconds(DAY, 90 * DAY),
      bearer_access_token: seconds(300, 300),
      dpop_access_token: seconds(600, DAY),
      c_nonce: seconds(300, 3600),
      /** How long a wallet may wait for deferred claims, and how long its refresh token lives. */
      deferral_limit: seconds(30 * DAY, 90 * DAY),
      /** The interval told to a waiting wallet. */
      deferred_interval: seconds(5, DAY),
      redelivery_window: seconds(60, 3600),
      /** How long a deferred request that says `Prefer: wait` may be held while the claims are not there; 0: never. */
      deferred_wait: z.number().int().min(0).max(60).default(30),
      /** Of a challenge for wallet attestations and of a DPoP nonce; either may be used any number of times until then. */
      attestation_challenge: seconds(300, 3600),
      dpop_nonce: seconds(300, 3600),
    })
    .prefault({}),
  /** Whether the metadata is also given signed, to wallets that ask for `application/jwt`. */
  signed_metadata: z.boolean().default(false),
  /** Of the lists that credentials with a `status` refer to. */
  status_lists: z
    .object({
      /** Entries of one list: the more credentials share it, the less its address says about any of them. */
      size: z.number().int().min(1024).max(1_048_576).multipleOf(8).default(131_072),
      /** How long a relying party may use a list without asking again, hence how long a revocation may take. */
      ttl: seconds(300, DAY),
      /** After which a list is no longer to be trusted; it is signed again at half of it. */
      lifetime: seconds(DAY, 30 * DAY),
    })
    .refine((lists) => lists.lifetime >= 2 * lists.ttl, 'lifetime must be at least twice the ttl')
    .prefault({}),
  /** Whether a pre-authorized code needs a transaction code, or at least the word that it shall have none. */
  tx_code_policy: z.enum(['optional', 'explicit', 'required']).default('optional'),
  /** Wrong transaction codes allowed before the offer's code is invalidated. */
  tx_code_attempts: z.number().int().min(1).max(10).default(5),
  /** Of credential and deferred requests and of their responses. */
  encryption: zEncryptionConfiguration.prefault({}),
  /** Whether wallets that speak drafts 13 to 15 are understood and answered in kind. */
  draft13: z.boolean().default(false),
  /** Whether wallets may be told to wait; off, a credential without claims is refused. */
  deferral: z.boolean().default(true),
  /** How long things are kept. */
  retention: zRetention.prefault({}),
  credential_configurations: z
    .record(z.string().min(1), zCredentialConfiguration)
    .refine((all) => Object.keys(all).length > 0, 'at least one credential configuration is needed'),
  ...authorizationMembers,
  ...issuerProfileMembers,
});
export type IssuerMembers = z.infer<typeof zIssuerMembers>;

export const zIssuerConfiguration = zIssuerMembers
  .superRefine((issuer, context) => {
    for (const fault of findAttestationFaults(issuer)) context.addIssue({ code: 'custom', ...fault });
    reportAuthorizationFaults(issuer, context);
    for (const { path, message } of findProfileFaults(issuer))
      context.addIssue({ code: 'custom', path: [...path], message });
  })
  .transform((issuer) => ({
    ...issuer,
    client_authentication: clientAuthenticationOf(issuer),
    attested_keys_once: issuer.attested_keys_once ?? profileOf(issuer).attestedKeysOnce,
  }));

export const zIssuersFile = z.object({
  /** The operator's word for this state of the file; with a digest of an issuer's content it is that issuer's version. */
  version: z
    .string()
    .regex(/^[A-Za-z0-9._-]{1,32}$/, 'must be up to 32 letters, digits, dots, hyphens and underscores')
    .default('1'),
  issuers: z
    .array(zIssuerConfiguration)
    .min(1)
    .refine((all) => new Set(all.map((one) => one.id)).size === all.length, 'issuer ids must differ')
    .refine((all) => new Set(all.map((one) => one.path)).size === all.length, 'issuer paths must differ'),
});

export type IssuerConfiguration = z.infer<typeof zIssuerConfiguration>;
export type IssuersFile = z.infer<typeof zIssuersFile>;
