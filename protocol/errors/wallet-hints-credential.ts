/** Known mistakes in credential, deferred and notification requests, but for their proofs. */
import { has, provided, textOf } from './read-situation.js';
import type { HintSituation, WalletHint } from './wallet-hints.js';

const OLDER = 'An operator may let this issuer speak the drafts 13 to 15 as well (draft13).';

/** Whether the text is the id of a configuration, or a name of what one is for. */
function namesType({ configurations }: HintSituation, text: string): boolean {
  return Object.values(configurations).some(
    ({ doctype, vct, scope }) => text !== '' && [doctype, vct, scope].includes(text),
  );
}

export const credentialHints: readonly WalletHint[] = [
  {
    reasons: ['selector_missing'],
    mistake: 'The credential is named by format',
    seenIn: 'wallets of drafts 13 and 14',
    hint: `The wallet names the credential by format and type, as until draft 14. Update the wallet or its library. ${OLDER}`,
    applies: (situation) => has(situation, 'format'),
  },
  {
    reasons: ['selector_missing'],
    mistake: 'The plural of the selector',
    seenIn: 'clients that copy the member out of the token response or the offer',
    hint: 'The wallet copied a list. A request names one credential: credential_identifier with one of credential_identifiers, or credential_configuration_id with one of credential_configuration_ids.',
    applies: (situation) => has(situation, 'credential_identifiers') || has(situation, 'credential_configuration_ids'),
  },
  {
    reasons: ['selector_both'],
    mistake: 'Identifier and configuration id together',
    seenIn: 'clients that fill in all they know',
    hint: 'Send credential_identifier where the token response had credential_identifiers, and credential_configuration_id where it had none; never both.',
    applies: () => true,
  },
  {
    reasons: ['identifier_unknown'],
    mistake: 'A configuration id as credential_identifier',
    seenIn: 'wallets that use credential_identifier throughout',
    hint: 'What stands in credential_identifier is the id of a configuration. That goes into credential_configuration_id; identifiers are made by the issuer and come with authorization_details of the token response.',
    applies: (situation) =>
      Object.hasOwn(situation.configurations, textOf(situation, 'credential_identifier')) ||
      namesType(situation, textOf(situation, 'credential_identifier')),
  },
  {
    reasons: ['configuration_unknown'],
    mistake: 'doctype, vct or scope as configuration id',
    seenIn: 'wallets that know the type and not the metadata',
    hint: 'What stands in credential_configuration_id is the type or the scope of a configuration. The id is its key in credential_configurations_supported, and stands in the offer.',
    applies: (situation) => namesType(situation, textOf(situation, 'credential_configuration_id')),
  },
  {
    reasons: ['configuration_unknown'],
    mistake: 'A credential identifier as configuration id',
    seenIn: 'oid4vci-ts 0.4 and 0.5 when used by hand',
    hint: 'What stands in credential_configuration_id looks like one of the identifiers of the token response. Those go into credential_identifier.',
    applies: (situation) => textOf(situation, 'credential_configuration_id').length > 100,
  },
  {
    reasons: ['request_content_type'],
    mistake: 'A form where JSON is wanted',
    seenIn: 'HTTP libraries that write forms unless told otherwise',
    hint: 'Only the token endpoint and pushed requests take forms. Send JSON with Content-Type: application/json.',
    applies: (situation) => provided(situation) === 'application/x-www-form-urlencoded',
  },
  {
    reasons: ['request_content_type'],
    mistake: 'An encrypted request of another media type',
    seenIn: 'clients that send application/jose or application/jwe',
    hint: 'An encrypted request is sent as application/jwt.',
    applies: (situation) => ['application/jose', 'application/jwe', 'text/plain'].includes(provided(situation)),
  },
  {
    reasons: ['response_encryption_in_plain_request'],
    mistake: 'An encrypted response is asked for in plain',
    seenIn: 'wallets of drafts 13 to 15',
    hint: 'Until draft 15 a request could be plain and its response encrypted; since then the request has to be encrypted too. Update the wallet, or allow it for older ones (allow_plain_response_key, or draft13).',
    applies: () => true,
  },
  {
    reasons: ['response_key_without_alg'],
    mistake: 'The key for the response has no alg',
    seenIn: 'wallets between the drafts',
    hint: 'Until draft 15 alg stood beside jwk; in the final text it is a member of jwk. This wallet sends neither.',
    applies: () => true,
  },
  {
    reasons: ['transaction_id_missing'],
    mistake: 'The acceptance token of old',
    seenIn: 'wallets of draft 11 and older',
    hint: 'Up to draft 11 a deferred credential was fetched with an acceptance token. Send transaction_id of the credential response in a JSON body.',
    applies: (situation) => has(situation, 'acceptance_token') || Object.keys(situation.body).length === 0,
  },
  {
    reasons: ['notification_event_unknown'],
    mistake: 'An event by a name of the wallet’s own',
    seenIn: 'clients that write credential_failed, accepted or deleted',
    hint: 'The events are credential_accepted, credential_failure and credential_deleted, to the letter.',
    applies: (situation) => has(situation, 'event'),
  },
];
