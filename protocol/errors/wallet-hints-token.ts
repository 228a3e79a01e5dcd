/** Known mistakes at the token endpoint and before it. */
import { has, provided, says, textOf } from './read-situation.js';
import type { WalletHint } from './wallet-hints.js';

const ALWAYS = (): boolean => true;

export const tokenHints: readonly WalletHint[] = [
  {
    reasons: ['token_content_type'],
    mistake: 'The token request is JSON',
    seenIn: 'home-made clients, and HTTP libraries that write JSON unless told otherwise',
    hint: 'The wallet posts JSON to the token endpoint, where a tx_code turns into a number as well. Have it send a form: application/x-www-form-urlencoded, every value a text.',
    applies: (situation) => provided(situation) === 'application/json',
  },
  {
    reasons: ['grant_type_unsupported', 'grant_type_missing'],
    mistake: 'The short name of the pre-authorized code grant',
    seenIn: 'home-made clients',
    hint: 'The wallet names the grant by the last word of its name. The grant type is the whole URN: urn:ietf:params:oauth:grant-type:pre-authorized_code.',
    applies: (situation) => /^pre-authorized_code$|^pre_authorized_code$/.test(textOf(situation, 'grant_type')),
  },
  {
    reasons: ['parameter_missing'],
    mistake: 'pre_authorized_code with an underscore',
    seenIn: 'libraries that turn all names into snake case',
    hint: 'The wallet spells the parameter pre_authorized_code. Its name is pre-authorized_code, with one hyphen, as in the offer; check which serializer renames it.',
    applies: (situation) => has(situation, 'pre_authorized_code') || has(situation, 'preAuthorizedCode'),
  },
  {
    reasons: ['tx_code_missing'],
    mistake: 'The transaction code is sent as user_pin',
    seenIn: 'wallets of draft 12 and older',
    hint: 'The wallet sends the code of the person as user_pin, its name up to draft 12. Since draft 13 it is tx_code: update the wallet or its library.',
    applies: (situation) => has(situation, 'user_pin') || has(situation, 'pin'),
  },
  {
    reasons: ['tx_code_wrong'],
    mistake: 'The transaction code went through a number',
    seenIn: 'apps with a numeric input, and JavaScript clients that parse it',
    hint: 'What was sent as tx_code is no plain code: it has spaces, a fraction, or is so short that leading zeros were lost. Keep the code a text from input to request, and cut off blanks.',
    applies: (situation) => {
      const code = textOf(situation, 'tx_code');
      return /\s|\./.test(code) || code.length < 4 || /^(\d+e\+\d+|NaN|null|undefined|\[object .*\])$/.test(code);
    },
  },
  {
    reasons: ['code_forged', 'authorization_code_forged'],
    mistake: 'The code was encoded twice, or changed',
    seenIn: 'wallets that take the offer out of the link without decoding it',
    hint: 'The code holds characters that no code of this issuer has. Decode credential_offer or credential_offer_uri of the link once, read the JSON, and encode the code once in the form.',
    applies: (situation) => /[^A-Za-z0-9_-]/.test(textOf(situation, 'pre-authorized_code') + textOf(situation, 'code')),
  },
  {
    reasons: ['code_used'],
    mistake: 'The code is redeemed again',
    seenIn: 'wallets that repeat the token request after a lost answer, or when the offer is scanned again',
    hint: 'The wallet has redeemed this code before. Have it keep its tokens for as long as they live instead of starting from the offer again; the back office can renew the offer.',
    applies: ALWAYS,
  },
  {
    reasons: ['client_id_missing'],
    mistake: 'No client_id with the pre-authorized code',
    seenIn: 'Credo 0.6, oid4vc-dev',
    hint: 'The wallet names no client, as many do with the pre-authorized code. Set its client_id, or let an operator allow anonymous clients (allow_anonymous_clients).',
    applies: ALWAYS,
  },
  {
    reasons: ['authorization_details_malformed'],
    mistake: 'authorization_details by format',
    seenIn: 'wallets of draft 15 and older',
    hint: 'The wallet names the credential by format, which authorization_details could until draft 15. Use credential_configuration_id, a key of credential_configurations_supported.',
    applies: (situation) =>
      /"format"\s*:/.test(textOf(situation, 'authorization_details')) && !says(situation, 'not valid JSON'),
  },
  {
    reasons: ['authorization_details_malformed'],
    mistake: 'authorization_details as one object',
    seenIn: 'home-made clients',
    hint: 'The wallet sends one object. authorization_details is a JSON array, also when it has one entry.',
    applies: (situation) => /^\s*\{/.test(textOf(situation, 'authorization_details')),
  },
  {
    reasons: ['client_assertion_invalid'],
    mistake: 'A client assertion without iss',
    seenIn: 'libraries that fill in sub only',
    hint: 'Both iss and sub of a client assertion are the client_id. Set iss too.',
    applies: (situation) => says(situation, 'iss and sub'),
  },
  {
    reasons: ['client_assertion_invalid'],
    mistake: 'aud of a client assertion',
    seenIn: 'libraries that know one audience only',
    hint: 'Set aud of the client assertion to the issuer identifier of the authorization server, exactly as in its metadata.',
    applies: (situation) => says(situation, 'aud does not'),
  },
  {
    reasons: ['wallet_pop_audience'],
    mistake: 'The attestation’s proof is made for an endpoint',
    seenIn: 'wallets that follow the rules of client assertions',
    hint: 'aud of the proof of possession is the issuer identifier of the authorization server, not the address of the endpoint it is sent to.',
    applies: (situation) => /\/(token|par|authorize)\/?$/.test(provided(situation)),
  },
  {
    reasons: ['pkce_missing', 'pkce_method_unsupported'],
    mistake: 'No PKCE, or PKCE in plain',
    seenIn: 'OAuth libraries with their defaults of old',
    hint: 'Turn PKCE on in the wallet’s OAuth library, with the method S256; without code_challenge_method the method is plain.',
    applies: ALWAYS,
  },
];
