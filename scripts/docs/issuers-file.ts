/**
 * What the members of the issuers' file mean. Types, limits and defaults come from the schema; a member without a
 * sentence here, or a sentence without a member, fails `npm run docs`.
 */
import { z } from 'zod';
import { zIssuersFile } from '../../protocol/metadata/z-issuer-configuration.js';

export type Member = {
  readonly path: string;
  readonly type: string;
  readonly fallback: string;
  readonly meaning: string;
};

const issuer = 'issuers[].';
const configuration = 'issuers[].credential_configurations.*.';

const meanings: Readonly<Record<string, string>> = {
  version:
    "Your word for this state of the file. With a digest of an issuer's content it is that issuer's version, which a session keeps to its end.",
  issuers: 'One or more issuers. Their ids differ, and so do their paths.',
  [`${issuer}id`]: 'Short name of the issuer in session records, search attributes and the private API.',
  [`${issuer}path`]:
    'Path below `VOUCHSAFE_PUBLIC_URL`, without a trailing slash; empty for the root. The two together are the credential issuer identifier.',
  [`${issuer}profile`]:
    'The rules of the ecosystem the issuer belongs to; what each demands stands below. Files that satisfy them are in `config/examples`.',
  [`${issuer}offer_schemes`]:
    'Schemes of the links that carry offers, the one for QR codes first. Left out: as the profile has it, which is `openid-credential-offer`; for `haip` and `eudi` `haip-vci` too; for `av` `av` and `openid-credential-offer`.',
  [`${issuer}preferred_client_status_period`]:
    'Seconds for which wallets should still keep up the status of their attestation (TS3); published, nothing is refused by it.',
  [`${issuer}access_certificate`]:
    'Signs the metadata instead of the key that signs credentials: the access certificate of the EUDI. Production wants it for profile `eudi`.',
  [`${issuer}access_certificate.key`]: 'PEM file of the private key (P-256), seen from the folder of this file.',
  [`${issuer}access_certificate.chain`]: 'PEM file of the certificates, leaf first; a root at the end is left out.',
  [`${issuer}display`]: 'How wallets show the issuer, once a language.',
  [`${issuer}signing`]: 'The key that signs for the issuer. Absent: `VOUCHSAFE_ISSUER_KEY`, or the development PKI.',
  [`${issuer}signing.key`]: 'Its name in the manifest of keys (`VOUCHSAFE_ISSUER_KEYS`), which only the worker reads.',
  [`${issuer}signing.alg`]: 'Its algorithm, which the metadata names; the key has to be on the curve for it.',
  [`${issuer}deferral`]:
    'Whether wallets may be told to wait for claims. Off, there is no deferred credential endpoint, and a request without claims is refused.',
  [`${configuration}signing`]: "A key of the configuration's own. Absent: the issuer's.",
  [`${configuration}signing.key`]: 'Its name in the manifest of keys.',
  [`${configuration}signing.alg`]: 'Its algorithm.',
  [`${issuer}allow_dids`]:
    'Whether a proof may name its key by a DID in `kid`: `true` for `did:key` and `did:jwk`, which contain it, or a list of methods. `did:web` is fetched from the host it names, which has to be on the public internet.',
  [`${issuer}allow_anonymous_clients`]: 'Whether a pre-authorised token request may leave `client_id` out.',
  [`${issuer}require_release`]:
    'Four eyes: whether claims are held until another API key or person than their supplier releases them.',
  [`${issuer}require_dpop`]: 'Whether every session of this issuer demands DPoP-bound tokens.',
  [`${issuer}trust_anchors`]:
    'Whose attestations are believed. Each entry is a certificate in PEM, or the path of a PEM file seen from the folder of this file.',
  [`${issuer}trust_anchors.key_attestation`]:
    'Roots of the wallet providers whose key attestations count. Without any, key attestations are ignored.',
  [`${issuer}trust_anchors.wallet_attestation`]: 'Roots of the wallet providers whose wallet attestations count.',
  [`${issuer}trust_anchors.status_list`]:
    'Roots of parties that sign status lists for wallet providers, beside the anchors of the attestations themselves.',
  [`${issuer}trust_anchors.holder_certificate`]:
    'Where the certificates have to lead by which proofs name their keys (`allow_x5c_proofs`). Without any, they only carry the keys.',
  [`${issuer}trust_lists`]:
    'Lists of wallet providers (ETSI TS 119 602, compact JWS) whose members are believed besides the anchors, for wallet and key attestations; those of their revocation services for status lists.',
  [`${issuer}trust_lists[].url`]: 'Where the list is published. Private networks as for every call to a named address.',
  [`${issuer}trust_lists[].signers`]:
    'Certificates of the scheme operator, or of a CA that issues them: PEM, or paths from the folder of this file.',
  [`${issuer}trust_lists[].type`]: 'The `LoTEType` it must have.',
  [`${issuer}trust_lists[].refresh_interval`]:
    'Seconds until it is fetched again. Where that fails, it counts until its `NextUpdate`, and nobody on it afterwards.',
  [`${issuer}client_authentication`]:
    'How clients may authenticate at `/par` and `/token`. `attest_jwt_client_auth` is by wallet attestation and its own proof header, `attest_jwt_client_auth_dpop` by wallet attestation and a DPoP proof with the attested key (draft -08 and later), `private_key_jwt` for registered clients with a key; without `none`, every client must. Left out: `attest_jwt_client_auth` for the profiles `haip` and `eudi`, else `none`.',
  [`${issuer}attestation_challenges`]:
    'Whether the proof of possession of a wallet attestation carries a challenge: `off` serves none, `optional` checks one that is sent, `required` demands one.',
  [`${issuer}attestation_max_age`]:
    'Seconds since its `iat` after which a wallet attestation is refused with `use_fresh_attestation`. Left out: it may be as old as its `exp` allows.',
  [`${issuer}attestation_status`]:
    'Whether the status that wallet and key attestations name (`status`, `client_status`, `key_storage_status`) is looked up in the list of their provider: `ignore` does not, `check` refuses those that are revoked or suspended, `require` also those that name none. Left out: `check` for `haip` and `eudi`, else `ignore`.',
  [`${issuer}attestation_status_unknown`]:
    'What becomes of an attestation whose list cannot be fetched, or not be believed: `accept` with a warning in the log, or `refuse` (503, or `invalid_client` and `invalid_proof`). Left out: `refuse` for `eudi`, else `accept`.',
  [`${issuer}follow_attestation_status`]:
    'Whether credentials end before the status of wallet and keys does (`exp` in `client_status` and `key_storage_status`), and are revoked when that status is found revoked later; the latter needs `status` in the credential configuration. Left out: yes for `eudi`.',
  [`${issuer}attestation_recheck_interval`]: 'Seconds until a followed status is looked up again.',
  [`${issuer}attested_proof_key`]:
    'Which of the attested keys may sign the proof: any, or only the first, as in the EUDI.',
  [`${issuer}require_attestation_nonce`]:
    'Whether a key attestation inside a `jwt` proof must carry a nonce of its own.',
  [`${issuer}attested_keys_once`]:
    'Whether attested keys are refused in a second credential request, until their attestation has expired. Left out: yes for `eudi`, which refuses `false`, else no.',
  [`${issuer}allow_x5c_proofs`]:
    'Whether a `jwt` proof may name its key by `x5c`. The certificate only carries the key, unless `trust_anchors.holder_certificate` says where it has to lead.',
  [`${issuer}dpop_nonces`]: 'Whether every DPoP proof must carry a nonce of the issuer.',
  [`${issuer}batch_size`]: 'Most proofs, hence credentials, in one credential request; 1 turns batches off.',
  [`${issuer}require_credential_identifiers`]:
    'Whether a credential request has to name an identifier where the token response gave one for its configuration. Wallets that know no identifiers send the configuration id instead.',
  [`${issuer}max_issuances_per_configuration`]: 'Most accepted credential requests per configuration in one session.',
  [`${issuer}lifetimes`]: 'All in seconds.',
  [`${issuer}lifetimes.offer`]: 'Of an offer and its pre-authorised code, unless the session says otherwise.',
  [`${issuer}lifetimes.bearer_access_token`]: 'Of an access token bound to no key.',
  [`${issuer}lifetimes.dpop_access_token`]: 'Of a DPoP-bound access token.',
  [`${issuer}lifetimes.c_nonce`]: 'Of a nonce for key proofs.',
  [`${issuer}lifetimes.deferral_limit`]:
    'How long a wallet may wait for claims, and how long its refresh token lives, unless the session says otherwise.',
  [`${issuer}lifetimes.deferred_interval`]: 'The polling interval a waiting wallet is told.',
  [`${issuer}lifetimes.deferred_wait`]:
    'How long a deferred request that says `Prefer: wait` may be held while the claims are not there; 0 turns it off.',
  [`${issuer}lifetimes.redelivery_window`]:
    'How long after delivery the same wallet may ask for the same credentials again; at least twice `deferred_interval` for a wallet that waited. 0: they are answered once, and no copy is kept.',
  [`${issuer}lifetimes.attestation_challenge`]: 'Of a challenge for wallet attestations, which may be used until then.',
  [`${issuer}lifetimes.dpop_nonce`]: 'Of a DPoP nonce, which may be used until then; every response brings a new one.',
  [`${issuer}revoke_on_notification`]:
    'Whether the credentials of a response are revoked when their wallet reports `credential_failure` or `credential_deleted`; they need a `status`. The session goes on, and the wallet may ask for new ones.',
  [`${issuer}lifetimes.refresh_token`]:
    'Of a refresh token that nothing asks for (`refresh_tokens`); the session, and its claims by `retention.claims`, stay as long.',
  [`${issuer}refresh_tokens`]:
    '`when_needed`: a refresh token is given to a wallet that may have to come again. `always`: to every wallet. Left out: `always` in the profiles `haip` and `eudi`, `when_needed` otherwise.',
  [`${issuer}signed_metadata`]: 'Whether the metadata is also given signed, to wallets that ask for `application/jwt`.',
  [`${issuer}retention`]: 'How long things are kept, all in seconds; see [privacy.md](privacy.md).',
  [`${issuer}retention.anonymise_after`]:
    'After a session’s end: reference, metadata, subject, client, log and history go; what happened and when stays.',
  [`${issuer}retention.delete_after`]:
    'After a session’s end: nothing of it stays but the registry rows of what was issued. Not before `anonymise_after`.',
  [`${issuer}retention.claims`]:
    'When claims that have been issued go: `on_issue`, `after_redelivery`, `session_end`, or seconds after the last delivery. While a wallet waits for them they stay; once they are gone, the session issues that credential no more.',
  [`${issuer}retention.logs`]: 'Of records of the session logs, after they were written.',
  [`${issuer}retention.events`]: 'Of events in the feed.',
  [`${issuer}retention.audit`]: 'Of rows of the audit record.',
  [`${issuer}status_lists`]: 'The lists that credentials with a `status` refer to.',
  [`${issuer}status_lists.size`]:
    'Entries of one list, a multiple of eight: the more credentials share a list, the less its address says about any of them.',
  [`${issuer}status_lists.ttl`]:
    'Seconds a relying party may use a list without asking again, hence how long a revocation may take.',
  [`${issuer}status_lists.lifetime`]:
    'Seconds after which a list is no longer to be trusted; it is signed again at half of it. At least twice the `ttl`.',
  [`${issuer}tx_code_attempts`]: "Wrong transaction codes allowed before the offer's code is invalidated.",
  [`${issuer}tx_code_policy`]:
    'Whether a pre-authorised code needs a transaction code: `optional`; `explicit`, where only `tx_code: false` makes one without; or `required`.',
  [`${issuer}encryption`]: 'Of credential and deferred requests and of their responses.',
  [`${issuer}encryption.request`]:
    'Whether requests may or must be encrypted. The keys for it are published in the metadata.',
  [`${issuer}encryption.response`]:
    'Whether wallets may or must ask for encrypted responses. A request that asks for one is itself encrypted, so `optional` needs `request` not to be `off`, and `required` needs it to be `required`.',
  [`${issuer}encryption.request_alg_values`]: 'Key agreement algorithms for requests; one key is published for each.',
  [`${issuer}encryption.response_alg_values`]: 'Key agreement algorithms a wallet may choose from for the response.',
  [`${issuer}encryption.enc_values`]: 'Content encryption algorithms, for both directions.',
  [`${issuer}encryption.compression`]:
    'Whether `zip: DEF` is offered, for both directions. Where it is not, a compressed request is refused, and a response asked for with `zip: DEF` goes out uncompressed.',
  [`${issuer}encryption.request_key_generation`]:
    'Number of the keys requests are encrypted to. Raising it by one rotates them: nothing else has to be made or stored.',
  [`${issuer}encryption.previous_generations`]:
    'How many earlier generations still decrypt, for wallets with an older copy of the metadata.',
  [`${issuer}encryption.allow_plain_response_key`]:
    'Whether a plain request may ask for an encrypted response, as wallets before draft 16 do. The final text forbids it, because the key could be exchanged on the way.',
  [`${issuer}draft13`]:
    'Whether wallets that speak drafts 13 to 15 of the protocol are understood and answered in kind. Off, they are told what is wrong.',
  [`${issuer}authorization_code`]: 'The authorization code flow.',
  [`${issuer}authorization_code.enabled`]:
    'Whether `/par`, `/authorize` and the authorization code grant are there at all.',
  [`${issuer}authorization_code.require_par`]:
    'Whether authorization requests have to be pushed. Left out: as the profile has it, which is yes for `haip` and `eudi`.',
  [`${issuer}authorization_code.allow_unregistered_clients`]:
    'Whether a client that is not in `clients` may ask, with a redirect URI of the patterns.',
  [`${issuer}authorization_code.redirect_uri_patterns`]:
    'Redirect URIs of clients that are not registered: exact, or a beginning followed by `*` (after the host, for https).',
  [`${issuer}authorization_code.code_lifetime`]: 'Of an authorization code, in seconds.',
  [`${issuer}authorization_code.request_lifetime`]:
    'Of a pushed request, hence of the time a person has to decide, in seconds.',
  [`${issuer}clients`]:
    'Registered clients. One that is registered with a key has to authenticate, whatever the grant.',
  [`${issuer}clients[].client_id`]: 'As the client sends it.',
  [`${issuer}clients[].client_name`]: 'Shown to the person on the authorization page.',
  [`${issuer}clients[].redirect_uris`]: 'Compared as text.',
  [`${issuer}clients[].token_endpoint_auth_method`]: 'How the client proves who it is.',
  [`${issuer}clients[].credential_offer_endpoint`]:
    'Where the wallet takes offers; every offer is linked to it too (`credential_offer_deep_links`).',
  [`${issuer}clients[].jwks`]: 'Public keys; needed for `private_key_jwt`.',
  [`${issuer}clients[].jwks.keys`]: 'JWKs without private members.',
  [`${issuer}clients[].jwks.keys[].kty`]: 'Key type.',
  [`${issuer}login`]:
    'How a person says who they are: one who comes without an offer, or with an offer that has a `subject_id`. Left out: a wallet can begin only with an offer.',
  [`${issuer}login.kind`]:
    '`openid` is a login at an OpenID Connect provider. `development` takes any name at its word, and is refused in production.',
  [`${issuer}login.require_login`]: 'Whether an offer that is for nobody in particular demands a login too.',
  [`${issuer}login.issuer`]:
    '`openid`: issuer identifier of the provider, whose discovery document is below it. https; http for loopback outside production.',
  [`${issuer}login.client_id`]:
    '`openid`: our client id at the provider. The redirect URI to register there is the credential issuer identifier followed by `/authorize/callback`.',
  [`${issuer}login.client_auth`]:
    '`openid`: how we authenticate at the provider. Secrets stand elsewhere and are named here.',
  [`${issuer}login.client_auth.method`]: '`none` for a public client; PKCE is used in any case.',
  [`${issuer}login.client_auth.secret`]:
    'For the methods with a secret: `{"env": NAME}`, a variable of the API, or `{"file": PATH}`, seen from the folder of this file.',
  [`${issuer}login.client_auth.key`]: '`private_key_jwt`: where the private key is, in PEM; named as a secret is.',
  [`${issuer}login.client_auth.alg`]: '`private_key_jwt`: algorithm of the assertions.',
  [`${issuer}login.client_auth.kid`]: '`private_key_jwt`: key id, where the provider wants one.',
  [`${issuer}login.scopes`]: '`openid`: scopes to ask for; `openid` is one of them.',
  [`${issuer}login.acr_values`]:
    '`openid`: how strongly the person has to log in. Asked for, and a login whose `acr` is none of them is refused.',
  [`${issuer}login.prompt`]: '`openid`: whether the provider asks the person again although it knows them.',
  [`${issuer}login.userinfo`]:
    '`openid`: whether claims are also fetched from the userinfo endpoint; those of the ID token win.',
  [`${issuer}login.subject_claim`]:
    '`openid`: the claim that names the person, to be compared with `subject_id` and shown as `reference`. Left out: the provider’s issuer identifier, a space and `sub`. Choose one that the provider never gives to another person.',
  [`${issuer}login.timeout`]: '`openid`: seconds the provider has for each answer.',
  [`${issuer}credential_configurations`]: 'What the issuer issues, by credential configuration id.',
  [`${configuration}format`]: 'Credential format; it decides which of the members below apply.',
  [`${configuration}scope`]: 'OAuth scope of this configuration, published in the metadata.',
  [`${configuration}display`]: 'How wallets show the credential, once a language.',
  [`${configuration}claims_schema`]:
    "JSON Schema (draft 2020-12) of the claims. The one source for checking what a back office supplies, for the console's form and for the claims descriptions in the metadata. `format: date` is a full-date, `format: date-time` a date-time, `contentEncoding: base64` binary data.",
  [`${configuration}claims_schema.type`]: 'Always `object`.',
  [`${configuration}claims_schema.properties`]:
    'The claims, each with its schema. `title` is its label, in the language of the first `display` object, else of that of the issuer; `x-labels` has labels in further languages, such as `{"de": "Vorname", "fr": "Prénom"}`. Issuer metadata and type metadata show one for each language.',
  [`${configuration}claims_schema.required`]: 'Names of the claims that must be there.',
  [`${configuration}claims_schema.additionalProperties`]:
    'Whether claims without a schema are accepted; `false` is wise.',
  [`${configuration}claims_source`]:
    'Where the claims come from. Whatever it is, the back office can supply them, and is asked where they are missing.',
  [`${configuration}claims_source.kind`]:
    '`push`: the back office supplies them. `pull`: the session asks the back office for them. `login`: they are taken from the login, where they satisfy the `claims_schema`; not for an offer that has a pre-authorised code too.',
  [`${configuration}claims_source.url`]:
    '`pull`: where they are asked for, by POST; see [back-office.md](back-office.md#have-claims-asked-for). https; http for loopback outside production. Private networks only where `VOUCHSAFE_OUTBOUND_ALLOW` of the worker has them.',
  [`${configuration}claims_source.when`]:
    '`pull`: `session_created` has them there sooner; `token_exchanged` asks for nobody who never comes.',
  [`${configuration}claims_source.bearer`]:
    '`pull`: sent as `Authorization: Bearer`. `{"env": NAME}`, a variable of the worker, or `{"file": PATH}`, seen from the folder of this file. Read for every call, so a file can be replaced while the worker runs. One of `bearer`, `signing_secret` and `tls.client` is needed.',
  [`${configuration}claims_source.signing_secret`]:
    '`pull`: signs each request as Standard Webhooks does; `whsec_` and base64 of at least 24 bytes. Named as `bearer` is.',
  [`${configuration}claims_source.tls`]:
    '`pull`: for mutual TLS, or a back office whose root is none of the usual ones.',
  [`${configuration}claims_source.tls.client`]: '`pull`: what we show.',
  [`${configuration}claims_source.tls.client.cert`]:
    '`pull`: our certificate and those above it, in PEM; named as a secret is.',
  [`${configuration}claims_source.tls.client.key`]: '`pull`: its private key, in PEM; named as a secret is.',
  [`${configuration}claims_source.tls.ca`]:
    '`pull`: roots of the back office, in PEM, in place of the usual ones; named as a secret is.',
  [`${configuration}claims_source.timeout`]: '`pull`: seconds one call may take.',
  [`${configuration}claims_source.give_up_after`]:
    '`pull`: seconds, from the first call, after which nobody is asked any more; the wallet waits on, for whoever supplies them.',
  [`${configuration}claims_source.retry_interval`]:
    '`pull`: seconds from a call that failed, or said "not yet" without a time, to the next; doubled each time.',
  [`${configuration}claims_source.max_retry_interval`]: '`pull`: the longest that becomes.',
  [`${configuration}claims_source.map`]:
    '`login`: by names of the `claims_schema`, the claim of the login: its name, the path to it as an array, or `{"value": …}`, the same for everybody.',
  [`${configuration}key_binding`]: 'Whether the credential is bound to a key the wallet proves possession of.',
  [`${configuration}proof_signing_alg_values`]: 'Algorithms accepted for `jwt` proofs.',
  [`${configuration}proof_types`]: 'Proof types accepted and published: `jwt`, `attestation`, or both.',
  [`${configuration}dataset`]:
    'Configurations of one name are issued from the same claims: supplied for one, they are supplied for all in the session.',
  [`${configuration}require_release`]: 'As the issuer’s `require_release`, for this configuration alone.',
  [`${configuration}key_attestations_required`]:
    'Demands a key attestation, also inside `jwt` proofs; `{}` one of any strength. Absent: none is needed. The reference library of the EUDI wallet (eudi-lib-jvm-openid4vci-kt, from 0.12.0) refuses an issuer unless all configurations with proofs have it.',
  [`${configuration}key_attestations_required.key_storage`]: 'Levels of which the attestation must have at least one.',
  [`${configuration}key_attestations_required.user_authentication`]:
    'Levels of which the attestation must have at least one.',
  [`${configuration}key_attestations_required.preferred_key_storage_status_period`]:
    'Seconds for which the status of the keys’ storage should still be kept up (TS3); published, nothing is refused by it.',
  [`${configuration}credential_reuse_policy`]:
    'How often a wallet may present one credential of a batch, and when it comes for more (ETSI TS 119 472-3). Published; the largest `batch_size` in it limits requests.',
  [`${configuration}credential_reuse_policy.id`]: 'The framework of the options.',
  [`${configuration}credential_reuse_policy.options`]:
    'Ways allowed, in order of preference. Exactly one of `once_only` and `limited_time` is among all details.',
  [`${configuration}credential_reuse_policy.options[].details`]:
    '`once_only`, `limited_time`, `rotating-batch`, `per-relying-party`; each in one option only.',
  [`${configuration}credential_reuse_policy.options[].batch_size`]:
    'Credentials of one batch; needed by all but `limited_time`.',
  [`${configuration}credential_reuse_policy.options[].reissue_trigger_unused`]:
    'Unused credentials left at which the wallet comes for more; needed by `once_only` and `per-relying-party`.',
  [`${configuration}credential_reuse_policy.options[].reissue_trigger_lifetime_left`]:
    'Seconds of validity left at which it does; needed by all but `once_only`.',
  [`${configuration}reissuance`]:
    'Lets the same wallet have the credential issued anew, with fresh keys and the claims as they are then. Its session stays open, and it gets a refresh token, bound to it, whether it has to wait or not. Absent: a new offer is needed.',
  [`${configuration}reissuance.days`]: 'How long after its token.',
  [`${configuration}reissuance.times`]: 'How many requests more than `max_issuances_per_configuration` are taken.',
  [`${configuration}validity`]: 'How long the credential is valid.',
  [`${configuration}validity.days`]: 'Days from issuance.',
  [`${configuration}validity.rounding`]:
    'Times in the credential are rounded down to this, so that they do not identify a person.',
  [`${configuration}status`]: 'Absent: credentials carry no status and cannot be revoked.',
  [`${configuration}status.bits`]: 'One bit knows revocation, two know suspension too.',
  [`${configuration}doctype`]: '`mso_mdoc`: document type.',
  [`${configuration}namespace`]: '`mso_mdoc`: the namespace all claims of the schema are put into.',
  [`${configuration}credential_definition`]: '`jwt_vc_json`: what the metadata says of the credential.',
  [`${configuration}credential_definition.type`]: '`jwt_vc_json`: its types; `VerifiableCredential` is one of them.',
  [`${configuration}contexts`]:
    '`jwt_vc_json`: JSON-LD contexts after the one every credential has; written, never fetched.',
  [`${configuration}vct`]:
    '`dc+sd-jwt`: the verifiable credential type. One that begins with `/vct/` is below the issuer: its type metadata is served there, and stays when the configuration is removed.',
  [`${configuration}vct_integrity`]:
    '`dc+sd-jwt`: whether credentials carry the digest of their type metadata (`vct#integrity`). Only for a `vct` that begins with `/vct/`. The metadata must then never change: a changed configuration needs a new `vct`.',
  [`${configuration}issuer_keys`]:
    '`dc+sd-jwt`: how verifiers find the key: `x5c` puts the certificates into the credential; `web` also names the key by `kid`, writes `iss`, and serves `/.well-known/jwt-vc-issuer`, which then stays while one of the keys is valid.',
  [`${configuration}decoy_floor`]:
    '`dc+sd-jwt`: digests that stand for no claim are added until each object has at least this many.',
};

const display: Readonly<Record<string, string>> = {
  name: 'Name in this language.',
  locale: 'Language tag (BCP 47), published in its registered form; each language once.',
  description: 'A sentence about it.',
  background_color: 'CSS colour.',
  text_color: 'CSS colour.',
  logo: 'An image: `uri`, or instead of it `file`, the path of a PNG, JPEG, WebP or SVG of at most 256 KiB in the folder of this file, which the issuer then serves itself.',
  'logo.uri': 'Its address, `https:` or `data:image/`.',
  'logo.alt_text': 'Its description.',
  background_image: 'An image behind the text; `uri` or `file`, as for `logo`. Not shown for issuers.',
  'background_image.uri': 'Its address, `https:` or `data:image/`.',
};

type Json = {
  type?: string;
  properties?: Record<string, Json>;
  items?: Json;
  additionalProperties?: Json | boolean;
  oneOf?: Json[];
  required?: string[];
  const?: unknown;
  enum?: unknown[];
  anyOf?: Json[];
  default?: unknown;
  minimum?: number;
  maximum?: number;
};

export function listMembers(): Member[] {
  const found = new Map<string, Member>();
  walk(z.toJSONSchema(zIssuersFile, { io: 'input', unrepresentable: 'any' }) as Json, '', found);
  const known = [...Object.keys(meanings), ...displayPaths()];
  const stray = known.filter((path) => !found.has(path));
  if (stray.length > 0) throw new Error(`scripts/docs/issuers-file.ts explains what is not there: ${stray.join(', ')}`);
  return [...found.values()];
}

function walk(node: Json, prefix: string, found: Map<string, Member>): void {
  for (const branch of node.oneOf ?? [node]) {
    for (const [name, child] of Object.entries(branch.properties ?? {})) {
      const path = prefix + name;
      note(path, child, branch.required?.includes(name) === true, found);
      descend(child, path, found);
    }
  }
}

function descend(child: Json, path: string, found: Map<string, Member>): void {
  if (child.items?.properties !== undefined) walk(child.items, `${path}[].`, found);
  else if (child.properties !== undefined) walk(child, `${path}.`, found);
  else if (child.oneOf !== undefined) walk(child, `${path}.`, found);
  else if (typeof child.additionalProperties === 'object' && 'oneOf' in child.additionalProperties)
    walk(child.additionalProperties, `${path}.*.`, found);
}

function note(path: string, schema: Json, isRequired: boolean, found: Map<string, Member>): void {
  const known = found.get(path);
  const type = typeOf(schema);
  if (known !== undefined) {
    if (!known.type.includes(type)) found.set(path, { ...known, type: `${known.type} or ${type}` });
    return;
  }
  const { default: usual } = schema;
  const hasUsual = usual !== undefined && typeof usual !== 'object';
  const fallback = hasUsual
    ? `\`${JSON.stringify(usual)}\``
    : Array.isArray(usual)
      ? `\`${JSON.stringify(usual)}\``
      : '';
  found.set(path, { path, type, fallback: fallback || (isRequired ? 'required' : ''), meaning: meaningOf(path) });
}

function meaningOf(path: string): string {
  const inDisplay = /^(?:.*\.)?display\[\]\.(.+)$/.exec(path)?.[1];
  const meaning = inDisplay === undefined ? meanings[path] : display[inDisplay];
  if (meaning === undefined) throw new Error(`scripts/docs/issuers-file.ts has no sentence for ${path}`);
  return meaning;
}

function displayPaths(): string[] {
  return [`${issuer}display[].`, `${configuration}display[].`].flatMap((prefix) =>
    Object.keys(display).map((name) => prefix + name),
  );
}

function typeOf({ const: only, enum: several, anyOf, oneOf, type, minimum, maximum, items }: Json): string {
  if (oneOf !== undefined) return 'object';
  if (anyOf !== undefined) return [...new Set(anyOf.map(typeOf))].join(' or ');
  if (only !== undefined) return `\`${JSON.stringify(only)}\``;
  if (several !== undefined) return several.map((one) => `\`${JSON.stringify(one)}\``).join(' or ');
  if (type === 'array') return items?.type === undefined || items.enum ? 'array' : `array of ${items.type}s`;
  const isLimited = type === 'integer' && maximum !== undefined && maximum < Number.MAX_SAFE_INTEGER;
  return isLimited ? `integer, ${minimum} to ${maximum}` : (type ?? 'any');
}
