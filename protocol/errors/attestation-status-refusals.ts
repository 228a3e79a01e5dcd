/** What has to be looked up elsewhere (the status attestations name, the keys DIDs name), and later drafts of attestation. */
import type { RefusalRow } from './define-refusals.js';
import { defineRefusals } from './define-refusals.js';
import type { Refusal, RefusalFamily } from './protocol-error.js';

type Kind = { readonly noun: string; readonly code: string; readonly specRef: string };

const LIST_SPEC = 'draft-ietf-oauth-status-list Section 8.3';

const faultsOf = ({ noun, code, specRef }: Kind) =>
  ({
    revoked: {
      code,
      sentence: `The ${noun} was revoked by the wallet provider.`,
      help: 'The status list the attestation names says that it is invalid, which is final: the wallet has to be set up anew or replaced. The operator of the wallet knows why.',
      specRef,
      retryable: false,
    },
    suspended: {
      code,
      sentence: `The ${noun} is not valid at present.`,
      help: 'The status list the attestation names has it as suspended, or as something only its provider understands. Try again once the provider has reinstated it.',
      specRef,
    },
    status_missing: {
      code,
      sentence: `The ${noun} names no status, which this issuer requires.`,
      help: 'It needs an entry of a status list: status, or client_status and key_storage_status of EUDI wallets. An operator may take attestations without (attestation_status).',
      specRef,
    },
    status_unverifiable: {
      code,
      sentence: `The status of the ${noun} cannot be verified.`,
      help: 'The entry it names does not exist, or the list is not one this issuer can believe: `reason` says which. The list must be signed by a party of trust_anchors (those of the attestation, or status_list), be made for exactly the uri it is fetched from and be alive.',
      specRef: LIST_SPEC,
    },
  }) as const satisfies Record<string, RefusalRow>;

export type AttestationStatusFault = keyof ReturnType<typeof faultsOf> | 'status_unavailable';
export type AttestationKind = 'wallet_attestation' | 'key_attestation';

/** Trouble outside is no fault of the wallet's, and has no code of its protocol. */
function unavailable({ noun }: Kind): RefusalRow {
  return {
    code: 'temporarily_unavailable',
    sentence: `The status of the ${noun} cannot be looked up at present; try again later.`,
    help: 'The status list of the wallet provider could not be fetched, and this issuer does not go on without. Nothing was consumed: repeat the request. An operator may decide otherwise (attestation_status_unknown), and should see that the issuer reaches the address.',
    specRef: LIST_SPEC,
  };
}

function statusFaults<P extends AttestationKind>(prefix: P, family: RefusalFamily, kind: Kind) {
  const rows = Object.entries<RefusalRow>(faultsOf(kind)).map(([fault, row]) => [`${prefix}_${fault}`, row]);
  const all = {
    ...defineRefusals({ family, status: 400 }, Object.fromEntries(rows))(),
    ...defineRefusals({ family: 'server', status: 503 }, { [`${prefix}_status_unavailable`]: unavailable(kind) })(),
  };
  return all as Readonly<Record<`${P}_${AttestationStatusFault}`, Refusal>>;
}

const COMBINED_SPEC = 'draft-ietf-oauth-attestation-based-client-auth-10 Section 5.2';

export const attestationStatusRefusals = () => ({
  ...statusFaults('wallet_attestation', 'token', {
    noun: 'wallet attestation',
    code: 'invalid_client',
    specRef: 'EUDI TS3 Section 2.2.1.2',
  }),
  ...statusFaults('key_attestation', 'credential', {
    noun: 'key attestation',
    code: 'invalid_proof',
    specRef: 'EUDI TS3 Section 2.2.2.2',
  }),
  ...defineRefusals(
    { family: 'token', status: 400 },
    {
      use_fresh_attestation: {
        code: 'use_fresh_attestation',
        sentence: 'The wallet attestation is older than this issuer accepts.',
        help: 'Get a new attestation from the wallet provider and repeat the request: nothing was used up. Its iat must be there; an operator may allow older ones (attestation_max_age).',
        specRef: 'draft-ietf-oauth-attestation-based-client-auth-07 Section 6.2',
      },
      wallet_pop_method: {
        code: 'invalid_client',
        sentence: 'This issuer does not take this kind of proof of possession of the wallet attestation.',
        help: 'With attest_jwt_client_auth send the OAuth-Client-Attestation-PoP header; with attest_jwt_client_auth_dpop send a DPoP proof by the attested key and no OAuth-Client-Attestation-PoP header. The metadata lists what is taken.',
        specRef: COMBINED_SPEC,
      },
      wallet_dpop_other_key: {
        code: 'invalid_client',
        sentence: 'The DPoP proof is not by the key of the wallet attestation.',
        help: 'Without an OAuth-Client-Attestation-PoP header the DPoP proof stands for both, so that its jwk must be cnf.jwk of the attestation. A wallet with two keys sends the other header.',
        specRef: COMBINED_SPEC,
      },
    },
  )(),
  ...defineRefusals(
    { family: 'credential', status: 400 },
    {
      attestation_status_ended: {
        code: 'credential_request_denied',
        sentence: 'The status of the wallet or of its keys is not kept long enough for this credential.',
        help: 'The exp beside client_status or key_storage_status has passed, and the credential must end before it. The wallet asks again with new attestations (of the wallet, at the token endpoint), in a new session if this one is over. An operator may issue all the same (follow_attestation_status).',
        specRef: 'EUDI TS3 Section 2.4.3',
      },
      proof_did_unresolvable: {
        code: 'invalid_proof',
        sentence: 'The DID in the kid of the proof does not lead to a key for it.',
        help: 'The kid is a did:web with a fragment; its document must be reachable over https on the public internet without redirect, have the DID as its id, and list the key (publicKeyJwk or publicKeyMultibase, controller the DID itself) under authentication. `reason` says what is missing. The public key in `jwk` needs none of this.',
        specRef: 'OID4VCI Appendix F.1',
      },
    },
  )(),
});
