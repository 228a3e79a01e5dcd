/** Known mistakes in key proofs and key attestations. */
import { differsInScheme, firstProof, has, provided, says } from './read-situation.js';
import type { HintSituation, WalletHint } from './wallet-hints.js';

/** An ECDSA signature in DER: a sequence of two integers of 32 or 33 bytes. */
const DER_SIGNATURE = /\.ME[QUY]C[A-Za-z0-9_-]{88,}$/;
const OLDER = 'An operator may let this issuer speak the drafts 13 to 15 as well (draft13).';
const aud = (situation: HintSituation): string => provided(situation).replace(/[?#].*$/, '');
const hasHeader = ({ evidence }: HintSituation, name: string): boolean =>
  evidence.header_params?.includes(name) === true;

export const proofHints: readonly WalletHint[] = [
  {
    reasons: ['proofs_missing'],
    mistake: 'One `proof` instead of `proofs`',
    seenIn: 'wallets of drafts 13 to 15, @sphereon/oid4vci-client 0.20',
    hint: `The wallet sends one proof object, as until draft 15. Send proofs with a list: proofs.jwt. Update the wallet or its library. ${OLDER}`,
    applies: (situation) => has(situation, 'proof'),
  },
  {
    reasons: ['proofs_malformed'],
    mistake: 'A draft 13 proof under the new name',
    seenIn: 'clients that were renamed only',
    hint: 'proofs has the shape of the older proof: proof_type and jwt side by side. It is {"jwt": ["..."]}, named after the type, with a list.',
    applies: ({ body }) => Object.hasOwn(Object(body.proofs), 'proof_type') || Array.isArray(body.proofs),
  },
  {
    reasons: ['proofs_malformed'],
    mistake: 'A text where a list belongs',
    seenIn: 'clients that send one proof only',
    hint: 'proofs.jwt is a list, also when it holds one proof.',
    applies: ({ body }) => typeof Object(body.proofs).jwt === 'string',
  },
  {
    reasons: ['proof_type_header'],
    mistake: 'No typ, or the typ of any JWT',
    seenIn: 'JWT libraries that write typ JWT by themselves',
    hint: 'The typ of a key proof is openid4vci-proof+jwt. The library writes JWT, or nothing; set it in the JOSE header.',
    applies: (situation) => ['', 'nothing', 'null', 'JWT', 'jwt'].includes(provided(situation)),
  },
  {
    reasons: ['proof_type_header'],
    mistake: 'The typ with its media type written out, or in another case',
    seenIn: 'clients that send application/openid4vci-proof+jwt',
    hint: 'The typ is compared to the letter: openid4vci-proof+jwt, without application/ before it.',
    applies: (situation) => /openid4vci-proof\+jwt$/i.test(provided(situation)),
  },
  {
    reasons: ['proof_audience'],
    mistake: 'aud of a proof is an endpoint',
    seenIn: 'wallets that build proofs as they build client assertions',
    hint: 'The wallet makes its key proof for the token or credential endpoint. aud is credential_issuer of the metadata.',
    applies: (situation) => /\/(token|credential|nonce|deferred_credential|authorize|par)\/?$/.test(aud(situation)),
  },
  {
    reasons: ['proof_audience'],
    mistake: 'aud of a proof has a trailing slash, or lacks one',
    seenIn: 'URL libraries that normalize, Swift and Java ones above all',
    hint: 'Only a slash at the end differs. Keep credential_issuer a text; what a URL library gives back is another one.',
    applies: (situation) => aud(situation).replace(/\/$/, '') === situation.issuer.replace(/\/$/, ''),
  },
  {
    reasons: ['proof_audience'],
    mistake: 'aud of a proof says http where the issuer is https',
    seenIn: 'wallets that reach an issuer behind a TLS proxy',
    hint: 'Only http and https differ: the wallet does not use credential_issuer of the metadata. If the metadata says http, set VOUCHSAFE_PUBLIC_URL to what wallets see.',
    applies: (situation) => differsInScheme(aud(situation), situation.issuer),
  },
  {
    reasons: ['proof_audience'],
    mistake: 'aud of a proof is another issuer of the same host',
    seenIn: 'wallets that cut the path off the identifier',
    hint: 'The host is right and the path is not. The identifier of an issuer may have a path; use all of credential_issuer.',
    applies: (situation) => hostOf(aud(situation)) !== '' && hostOf(aud(situation)) === hostOf(situation.issuer),
  },
  {
    reasons: ['proof_dids_not_allowed', 'proof_kid_unresolvable'],
    mistake: 'The key is named by a DID',
    seenIn: 'wallets on SSI libraries (Credo, Sphereon, walt.id) with their defaults',
    hint: 'The wallet binds to a DID although the metadata does not list its method. Set it to bind by jwk, or let an operator allow did:key and did:jwk (allow_dids).',
    applies: ({ evidence }) => /\(did:/.test(evidence.reason ?? ''),
  },
  {
    reasons: ['proof_kid_unresolvable'],
    mistake: 'kid counts in an attestation nobody reads',
    seenIn: 'the EUDI reference library',
    hint: 'EUDI wallets name the key by its place in their key attestation (kid 0). This issuer reads attestations only where it trusts somebody: set trust_anchors.key_attestation to the wallet provider’s root.',
    applies: (situation) => hasHeader(situation, 'key_attestation') && !says(situation, 'neither an index'),
  },
  {
    reasons: ['proof_key_ambiguous'],
    mistake: 'jwk and x5c, or jwk and kid, together',
    seenIn: 'wallets of drafts 13 to 15, and JWT libraries that add a kid by themselves',
    hint: 'Until draft 15 x5c could stand beside jwk; now the header names the key once. Leave kid and x5c out where there is a jwk.',
    applies: () => true,
  },
  {
    reasons: ['proof_signature'],
    mistake: 'The signature is in DER',
    seenIn: 'wallets that sign with Android Keystore, Secure Enclave or OpenSSL and do not convert',
    hint: 'The signature looks like DER. Signatures of JWTs are r and s side by side, 64 bytes for ES256: convert what the key store gives.',
    applies: (situation) => DER_SIGNATURE.test(firstProof(situation)),
  },
  {
    reasons: ['nonce_missing'],
    mistake: 'No nonce, because the token response had none',
    seenIn: 'wallets of drafts 13 and 14',
    hint: `The wallet waits for c_nonce in the token response, where it was until draft 14. It has to ask the nonce_endpoint of the metadata. ${OLDER}`,
    applies: () => true,
  },
  {
    reasons: ['nonce_unknown'],
    mistake: 'The DPoP nonce or the attestation challenge as c_nonce',
    seenIn: 'wallets that keep one nonce for everything',
    hint: 'The nonce of the proof is one of ours for another purpose: the value of the DPoP-Nonce header, or an attestation challenge. A key proof takes c_nonce of the nonce endpoint.',
    applies: ({ evidence }) => ['dpop-nonce', 'attestation-challenge'].some((kind) => kind === evidence.provided),
  },
  {
    reasons: ['nonce_used'],
    mistake: 'c_nonce is used again',
    seenIn: 'wallets of drafts 13 and 14, which keep a nonce until it expires',
    hint: 'The wallet keeps its c_nonce for a second request. Ask the nonce endpoint once for each credential request; within one request all proofs may share it.',
    applies: () => true,
  },
  {
    reasons: ['key_attestation_type'],
    mistake: 'A key attestation of another typ',
    seenIn: 'wallets that put a wallet attestation there',
    hint: 'The header parameter key_attestation takes a JWT of typ key-attestation+jwt (keyattestation+jwt of draft 15 is understood); attestations of the wallet itself go into the OAuth-Client-Attestation header.',
    applies: () => true,
  },
];

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : '';
}
