/** Known mistakes with access tokens and DPoP proofs. */
import { differsInScheme, provided, says } from './read-situation.js';
import type { HintSituation, WalletHint } from './wallet-hints.js';

/** Later than any clock is wrong by; what is further ahead was counted in milliseconds. */
const CENTURY = 3_000_000_000;
const secondsAhead = (situation: HintSituation): number =>
  Number(
    /(\d+) seconds ahead$|^(\d+) seconds ahead/
      .exec(provided(situation))
      ?.slice(1)
      .find((one) => one) ?? 0,
  );
const expected = ({ evidence }: HintSituation): string =>
  typeof evidence.expected === 'string' ? evidence.expected : '';

export const accessHints: readonly WalletHint[] = [
  {
    reasons: ['dpop_url', 'access_dpop_url'],
    mistake: 'htu says http where the endpoint is https',
    seenIn: 'wallets and test tools that reach an issuer behind a TLS proxy, or that rewrite the address',
    hint: 'Only http and https differ: the wallet does not use the address of the metadata, or what stands before this issuer shows it another one. htu is the address in the metadata; check VOUCHSAFE_PUBLIC_URL if that is wrong.',
    applies: (situation) => differsInScheme(provided(situation).replace(/[?#].*$/, ''), expected(situation)),
  },
  {
    reasons: ['dpop_url', 'access_dpop_url'],
    mistake: 'htu has a trailing slash',
    seenIn: 'URL libraries that normalize',
    hint: 'The wallet adds a slash to the address. htu is the endpoint as it stands in the metadata, to the letter.',
    applies: (situation) => provided(situation).replace(/[?#].*$/, '') === `${expected(situation)}/`,
  },
  {
    reasons: ['dpop_url', 'access_dpop_url'],
    mistake: 'htu is the issuer, or another endpoint of it',
    seenIn: 'wallets that make one DPoP proof and send it everywhere',
    hint: 'The proof was made for the issuer or for another of its endpoints. Make a new DPoP proof for every request, with that request’s own address and method.',
    applies: (situation) => provided(situation).startsWith(situation.issuer),
  },
  {
    reasons: [
      'dpop_future',
      'access_dpop_future',
      'proof_future',
      'wallet_pop_future',
      'wallet_attestation_future',
      'key_attestation_future',
    ],
    mistake: 'Time in milliseconds',
    seenIn: 'JavaScript and Java clients that use the clock as it is',
    hint: 'The time lies thousands of years ahead: it is in milliseconds. JWTs count whole seconds since 1970.',
    applies: (situation) => secondsAhead(situation) > CENTURY,
  },
  {
    reasons: ['dpop_stale', 'access_dpop_stale', 'dpop_replayed', 'access_dpop_replayed'],
    mistake: 'One DPoP proof for several requests',
    seenIn: 'wallets that make the proof when the flow begins, and retries of HTTP libraries',
    hint: 'The wallet sends a proof it made earlier. Make the DPoP proof last, once for each request and each retry; if that is so already, check the clock of the device.',
    applies: () => true,
  },
  {
    reasons: ['access_dpop_token_hash'],
    mistake: 'No ath at the credential endpoint',
    seenIn: 'DPoP code written for the token endpoint only',
    hint: 'Beside an access token a DPoP proof needs ath, the base64url SHA-256 of that token. The wallet uses the proof of the token endpoint for the rest.',
    applies: (situation) => says(situation, 'missing'),
  },
  {
    reasons: ['access_token_downgraded', 'access_dpop_missing'],
    mistake: 'Notifications without DPoP',
    seenIn: '@sphereon/oid4vci-client 0.20',
    hint: 'This library sends notifications with the token as Bearer, also where the token is bound to a key. The credential is delivered; only its acceptance is not told. Update the library, or issue Bearer tokens to this wallet.',
    applies: ({ endpoint }) => endpoint === '/notification',
  },
  {
    reasons: ['access_token_downgraded'],
    mistake: 'A bound token sent as Bearer',
    seenIn: 'wallets that write Bearer without looking at token_type',
    hint: 'The wallet asked for the token with a DPoP proof and then forgot about it. Have it use token_type of the token response as the scheme, with a proof beside it.',
    applies: () => true,
  },
  {
    reasons: ['access_header_malformed'],
    mistake: 'The access token in quotation marks, or with its scheme twice',
    seenIn: 'clients that write a JSON value into the header',
    hint: 'The header is one scheme, one space, and the token as it stands in the response; no quotation marks, no second Bearer.',
    applies: () => true,
  },
];
