/** The `encryption` member of an issuer's configuration (OID4VCI sections 8.2, 10 and 12.2.4). Everything is off unless said. */
import { z } from 'zod';

/** RFC 7518 section 4.6: key agreement with a key pair that the sender makes for each message. */
export const KEY_MANAGEMENT_ALGORITHMS = ['ECDH-ES', 'ECDH-ES+A128KW', 'ECDH-ES+A256KW'] as const;
/** RFC 7518 section 5. */
export const CONTENT_ENCRYPTIONS = ['A128GCM', 'A256GCM', 'A128CBC-HS256', 'A256CBC-HS512'] as const;

export type KeyManagementAlgorithm = (typeof KEY_MANAGEMENT_ALGORITHMS)[number];
export type ContentEncryption = (typeof CONTENT_ENCRYPTIONS)[number];

const zMode = z.enum(['off', 'optional', 'required']).default('off');

export const zEncryptionConfiguration = z
  .object({
    /** Whether credential and deferred requests may or must be encrypted. */
    request: zMode,
    /** Whether wallets may or must ask for encrypted responses. */
    response: zMode,
    /** One key is published for each. */
    request_alg_values: z.array(z.enum(KEY_MANAGEMENT_ALGORITHMS)).min(1).default(['ECDH-ES']),
    response_alg_values: z
      .array(z.enum(KEY_MANAGEMENT_ALGORITHMS))
      .min(1)
      .default([...KEY_MANAGEMENT_ALGORITHMS]),
    /** For both directions. */
    enc_values: z.array(z.enum(CONTENT_ENCRYPTIONS)).min(1).default(['A128GCM', 'A256GCM']),
    /** Whether `zip: DEF` is offered, for both directions. */
    compression: z.boolean().default(false),
    /** Number of the keys requests are encrypted to. Raising it by one rotates them. */
    request_key_generation: z.number().int().min(1).max(1_000_000).default(1),
    /** How many earlier generations still decrypt. */
    previous_generations: z.number().int().min(0).max(20).default(1),
    /** Lets older wallets ask for an encrypted response in a plain request, which the final text forbids. */
    allow_plain_response_key: z.boolean().default(false),
  })
  .superRefine((encryption, context) => {
    for (const message of findFaults(encryption)) context.addIssue({ code: 'custom', message });
  });

export type EncryptionConfiguration = z.infer<typeof zEncryptionConfiguration>;

/** Section 8.2: a request that asks for an encrypted response is itself encrypted; what we publish must allow for it. */
function findFaults(encryption: {
  readonly request: string;
  readonly response: string;
  readonly allow_plain_response_key: boolean;
}): string[] {
  const { request, response, allow_plain_response_key: isLenient } = encryption;
  if (response !== 'off' && request === 'off') return ['response encryption needs request encryption: set `request`'];
  if (response === 'required' && request !== 'required' && !isLenient)
    return ['required response encryption means that every request is encrypted: set `request` to required'];
  return [];
}
