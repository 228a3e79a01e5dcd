/** What can be wrong with any attestation: both kinds are JWTs of a trusted party, so the faults are made from one table. */
import type { RefusalRow } from './define-refusals.js';
import { defineRefusals } from './define-refusals.js';
import type { Refusal, RefusalFamily } from './protocol-error.js';

type Kind = {
  readonly noun: string;
  readonly code: string;
  readonly specRef: string;
  readonly typ: string;
  readonly members: string;
};

const faultsOf = ({ noun, code, specRef, typ, members }: Kind) =>
  ({
    malformed: {
      code,
      sentence: `The ${noun} is malformed.`,
      help: `A ${noun} is a compact JWT with ${members}; \`reason\` says what is missing or has the wrong type.`,
      specRef,
    },
    type: {
      code,
      sentence: `The typ header parameter of the ${noun} must be ${typ}.`,
      help: `Set typ to ${typ} in the JOSE header. Other kinds of attestation are not accepted.`,
      specRef,
    },
    algorithm: {
      code,
      sentence: `The ${noun} is signed with an algorithm that is not supported, or one that does not fit its key.`,
      help: 'Use an algorithm the metadata lists, with a key of its curve. ES256 is always among them.',
      specRef,
    },
    untrusted: {
      code,
      sentence: `The ${noun} was not signed by a party this issuer trusts.`,
      help: 'Its x5c header must lead from a leaf that is not self-signed to one of the trust anchors of the issuer, every certificate valid and every issuer a CA. An operator adds the wallet provider to trust_anchors in the issuer configuration, or a list it is on to trust_lists; `trust_lists` in this record names those that are not in use.',
      specRef,
    },
    signature: {
      code,
      sentence: `The signature of the ${noun} does not verify.`,
      help: 'It must be signed with the private key of the first certificate in x5c; ECDSA signatures in JWTs are the raw r and s values side by side, not DER.',
      specRef,
    },
    expired: {
      code,
      sentence: `The ${noun} has expired.`,
      help: 'The wallet must get a new one from its provider. Check the clock of the provider, too.',
      specRef,
    },
    future: {
      code,
      sentence: `The ${noun} is dated in the future.`,
      help: 'iat and nbf are in whole seconds since 1970, not milliseconds; check the clock of whoever signed it.',
      specRef,
    },
    private_key: {
      code,
      sentence: `The ${noun} must not contain a private key.`,
      help: 'Put only the public members (kty, crv, x, y) into a JWK. A private key that was sent must be considered exposed.',
      specRef,
    },
  }) as const satisfies Record<string, RefusalRow>;

export type AttestationFault = keyof ReturnType<typeof faultsOf>;

export function attestationFaults<P extends string>(prefix: P, family: RefusalFamily, kind: Kind) {
  const rows = Object.entries<RefusalRow>(faultsOf(kind)).map(([fault, row]) => [`${prefix}_${fault}`, row]);
  const all = defineRefusals({ family, status: 400 }, Object.fromEntries(rows))();
  return all as Readonly<Record<`${P}_${AttestationFault}`, Refusal>>;
}
