/** The authorization code flow: pushed requests, the authorization page, clients and codes (OID4VCI section 5, RFC 9126). */
import { defineRefusals } from './define-refusals.js';

const requestRefusals = defineRefusals(
  { family: 'authorization', status: 400 },
  {
    authorization_content_type: {
      code: 'invalid_request',
      sentence: 'The request must be sent as application/x-www-form-urlencoded.',
      help: 'Push the parameters of the authorization request as a form body with Content-Type: application/x-www-form-urlencoded.',
      specRef: 'RFC 9126 Section 2.1',
    },
    authorization_request_too_large: {
      status: 413,
      code: 'invalid_request',
      sentence: 'The authorization request is too large.',
      help: 'An authorization request is a few short parameters; see what else the wallet puts into its body.',
      specRef: 'RFC 9126 Section 2.3',
    },
    authorization_request_unreadable: {
      code: 'invalid_request',
      sentence: 'The authorization request could not be read.',
      help: 'Send a form body in UTF-8, uncompressed or with a Content-Encoding the body really has.',
      specRef: 'RFC 9126 Section 2.3',
    },
    authorization_parameter_duplicate: {
      code: 'invalid_request',
      sentence: 'A parameter of the authorization request is repeated.',
      help: 'Send each parameter once. The name of the repeated parameter is in `provided`.',
      specRef: 'RFC 6749 Section 3.1',
    },
    authorization_parameter_missing: {
      code: 'invalid_request',
      sentence: 'A required parameter of the authorization request is missing.',
      help: 'An authorization request needs response_type, client_id, redirect_uri, code_challenge and code_challenge_method. A parameter without a value counts as omitted.',
      specRef: 'RFC 6749 Section 4.1.1',
    },
    authorization_parameter_too_long: {
      code: 'invalid_request',
      sentence: 'A parameter of the authorization request is too long.',
      help: 'The name of the parameter and its limit are in the evidence. Keep state to a reference and what it stands for in the wallet.',
      specRef: 'RFC 6749 Section 4.1.1',
    },
    request_uri_in_push: {
      code: 'invalid_request',
      sentence: 'A pushed authorization request must not contain request_uri.',
      help: 'request_uri is what the answer to a pushed request gives; send it to the authorization endpoint only.',
      specRef: 'RFC 9126 Section 2.1',
    },
    response_type_unsupported: {
      code: 'unsupported_response_type',
      sentence: 'Only response_type=code is supported.',
      help: 'Send response_type=code, exactly and alone.',
      specRef: 'RFC 6749 Section 4.1.2.1',
    },
    pkce_missing: {
      code: 'invalid_request',
      sentence: 'A PKCE code_challenge is required.',
      help: 'Send code_challenge (base64url of the SHA-256 of the code_verifier, 43 characters) and code_challenge_method=S256.',
      specRef: 'RFC 7636 Section 4.3',
    },
    pkce_method_unsupported: {
      code: 'invalid_request',
      sentence: 'Only code_challenge_method=S256 is supported.',
      help: 'Send code_challenge_method=S256; left out it means plain, which is not accepted.',
      specRef: 'RFC 7636 Section 4.4.1',
    },
    pkce_challenge_malformed: {
      code: 'invalid_request',
      sentence: 'The code_challenge is malformed.',
      help: 'With S256 the challenge is the unpadded base64url of a SHA-256 hash: 43 characters.',
      specRef: 'RFC 7636 Section 4.2',
    },
    redirect_uri_malformed: {
      code: 'invalid_request',
      sentence: 'The redirect_uri is not an absolute URI without a fragment, or its scheme is not allowed.',
      help: 'Send an https URI, a private-use scheme of the wallet, or http on a loopback address outside production. No fragment, no spaces, no user information.',
      specRef: 'RFC 6749 Section 3.1.2',
    },
    redirect_uri_unregistered: {
      code: 'invalid_request',
      sentence: 'The redirect_uri is not registered for this client.',
      help: 'The comparison is exact, to the last slash. An operator registers redirect URIs in the issuer configuration: clients[].redirect_uris, or authorization_code.redirect_uri_patterns for clients that are not registered.',
      specRef: 'RFC 6749 Section 3.1.2.3',
    },
    client_unregistered: {
      code: 'invalid_client',
      sentence: 'The client is not registered with this issuer.',
      help: 'Register the client in the issuer configuration (clients), or let unregistered clients in with authorization_code.allow_unregistered_clients and redirect_uri_patterns.',
      specRef: 'RFC 6749 Section 2.2',
    },
    authorization_scope_missing: {
      code: 'invalid_scope',
      sentence: 'The request names no credential: neither scope nor authorization_details is there.',
      help: 'Send the scope of a credential configuration, or authorization_details with its credential_configuration_id. Without either only a request with an issuer_state is understood.',
      specRef: 'OID4VCI Section 5.1',
    },
    authorization_scope_unknown: {
      code: 'invalid_scope',
      sentence: 'No value of scope stands for a credential of this issuer.',
      help: 'Use the scope values of the credential issuer metadata. Unknown values are ignored, but at least one must be known when there is no authorization_details.',
      specRef: 'OID4VCI Section 5.1.2',
    },
    authorization_scope_not_offered: {
      code: 'invalid_scope',
      sentence: 'No value of scope stands for a credential of this offer.',
      help: 'Ask for credential configurations listed in the offer whose issuer_state is sent.',
      specRef: 'OID4VCI Section 5.1.3',
    },
    authorization_details_claim_unavailable: {
      code: 'invalid_authorization_details',
      sentence: 'The authorization_details parameter demands a claim this credential does not have.',
      help: 'A claims entry with mandatory true says that the wallet takes nothing without it. Use paths from the claims descriptions of the configuration, or leave mandatory out.',
      specRef: 'OID4VCI Appendix B.1',
    },
    authorization_key_malformed: {
      code: 'invalid_request',
      sentence: 'The dpop_jkt parameter is not a key thumbprint.',
      help: 'dpop_jkt is the unpadded base64url SHA-256 thumbprint (RFC 7638) of the DPoP key: 43 characters.',
      specRef: 'RFC 9449 Section 10',
    },
    authorization_key_mismatch: {
      code: 'invalid_dpop_proof',
      sentence: 'The dpop_jkt parameter and the DPoP proof name different keys.',
      help: 'Send one of the two, or both for the same key.',
      specRef: 'RFC 9449 Section 10.1',
    },
    issuer_state_unknown: {
      code: 'invalid_request',
      sentence: 'The issuer_state is not valid.',
      help: 'The value was not made by this issuer, or was changed on the way. Send issuer_state exactly as it stands in the offer.',
      specRef: 'OID4VCI Section 5.1.3',
    },
    issuer_state_expired: {
      code: 'invalid_request',
      sentence: 'The issuer_state has expired.',
      help: 'The offer was open too long. The back office can renew it (POST /sessions/{id}/renew-offer); offer_expires_in sets how long it lives.',
      specRef: 'OID4VCI Section 5.1.3',
      retryable: false,
    },
    issuer_state_used: {
      code: 'invalid_request',
      sentence: 'The issuer_state was already used.',
      help: 'An offer is authorised once. While a code made for it lives (a minute at most) it is not authorised again; a code that ran out unused leaves it as it was. If the wallet lost what it got, the back office can renew the offer on the same session (POST /sessions/{id}/renew-offer).',
      specRef: 'OID4VCI Section 5.1.3',
      retryable: false,
    },
    issuer_state_superseded: {
      code: 'invalid_request',
      sentence: 'The issuer_state was replaced by a newer one.',
      help: 'The offer was renewed. Fetch or scan the new offer and use its issuer_state.',
      specRef: 'OID4VCI Section 5.1.3',
    },
    authorization_offer_closed: {
      code: 'access_denied',
      sentence: 'The offer behind this request is closed.',
      help: 'The session was cancelled, denied, expired or is finished: nothing can be authorised in it any more. Ask the issuing service for a new offer.',
      specRef: 'RFC 6749 Section 4.1.2.1',
      retryable: false,
    },
    authorization_without_offer: {
      code: 'invalid_request',
      sentence: 'This issuer grants authorization only for an offer; issuer_state is missing.',
      help: 'Send the issuer_state of the offer. An issuer that lets wallets begin by themselves needs a login in its configuration, to know who the person is.',
      specRef: 'OID4VCI Section 5.1.3',
    },
    pushed_request_required: {
      code: 'invalid_request',
      sentence: 'This issuer takes authorization requests only through its pushed authorization request endpoint.',
      help: 'The metadata has require_pushed_authorization_requests true: push the parameters to pushed_authorization_request_endpoint and send client_id and request_uri here.',
      specRef: 'RFC 9126 Section 5',
    },
    request_uri_unknown: {
      code: 'invalid_request_uri',
      sentence: 'The request_uri is not valid.',
      help: 'The value was not made by this issuer, or was changed on the way. Send request_uri exactly as the pushed authorization request endpoint answered it, percent-encoded once.',
      specRef: 'RFC 9126 Section 4',
    },
    request_uri_expired: {
      code: 'invalid_request_uri',
      sentence: 'The request_uri has expired or was already used.',
      help: 'A pushed request lives for the expires_in of its answer and ends when the person has decided. Begin again in the wallet.',
      specRef: 'RFC 9126 Section 4',
    },
    request_uri_client_mismatch: {
      code: 'invalid_request_uri',
      sentence: 'The request_uri was issued to another client.',
      help: 'Send the client_id the request was pushed with.',
      specRef: 'RFC 9126 Section 4',
    },
    authorization_form_forged: {
      status: 403,
      code: 'invalid_request',
      sentence: 'The form was not sent from the page of this browser; begin again in the wallet.',
      help: 'The cookie of the page is missing or its form token is not the right one: cookies are blocked, or the form was sent from elsewhere.',
      specRef: 'RFC 6749 Section 10.12',
    },
    login_name_invalid: {
      code: 'invalid_request',
      sentence: 'A name of 1 to 100 characters is needed to log in.',
      help: 'The development login takes any name; it stands for the person in this session.',
      specRef: 'OID4VCI Section 5.1.3',
    },
    login_other_person: {
      code: 'access_denied',
      sentence: 'This offer was made for another person.',
      help: 'Who logged in is not the subject_id the back office made the session for, or not who allowed this session before. The offer was passed on, or the person used another account.',
      specRef: 'OID4VCI Section 5.1.3',
    },
    authorization_denied_by_person: {
      code: 'access_denied',
      sentence: 'The person denied the request.',
      help: 'The person chose Deny on the authorization page. The same offer can be tried again until it expires.',
      specRef: 'RFC 6749 Section 4.1.2.1',
    },
  },
);

/** At the token endpoint, with its codes. */
const codeRefusals = defineRefusals(
  { family: 'token', status: 400 },
  {
    authorization_code_forged: {
      code: 'invalid_grant',
      sentence: 'The authorization code is not valid.',
      help: 'The code was not made by this issuer, or was changed on the way. Send the code parameter of the redirect, percent-decoded once and encoded once in the form body.',
      specRef: 'RFC 6749 Section 5.2',
    },
    authorization_code_expired: {
      code: 'invalid_grant',
      sentence: 'The authorization code has expired.',
      help: 'A code lives for a minute at most. Begin the authorization again: an offer whose code ran out unused can be scanned again.',
      specRef: 'RFC 6749 Section 4.1.2',
    },
    authorization_code_reused: {
      code: 'invalid_grant',
      sentence: 'The authorization code was already used.',
      help: 'A code is redeemed once. A second use means that somebody else may have it, so the tokens of this grant were revoked; the session needs a new offer.',
      specRef: 'RFC 6749 Section 4.1.2',
      retryable: false,
    },
    authorization_code_superseded: {
      code: 'invalid_grant',
      sentence: 'The authorization code is no longer valid.',
      help: 'The offer was renewed or redeemed in another way after this code was given. Fetch the present offer.',
      specRef: 'RFC 6749 Section 5.2',
      retryable: false,
    },
    authorization_code_client_mismatch: {
      code: 'invalid_grant',
      sentence: 'The authorization code was issued to another client.',
      help: 'Redeem the code with the client_id of the authorization request.',
      specRef: 'RFC 6749 Section 4.1.3',
    },
    authorization_code_key_mismatch: {
      code: 'invalid_grant',
      sentence: 'The authorization code is bound to another DPoP key.',
      help: 'The authorization request named a DPoP key (dpop_jkt or a DPoP header): sign the DPoP proof of the token request with that key.',
      specRef: 'RFC 9449 Section 10',
    },
    redirect_uri_mismatch: {
      code: 'invalid_grant',
      sentence: 'The redirect_uri is not the one of the authorization request.',
      help: 'Send redirect_uri exactly as it was sent in the authorization request.',
      specRef: 'RFC 6749 Section 4.1.3',
    },
    code_verifier_missing: {
      code: 'invalid_grant',
      sentence: 'The code_verifier is missing.',
      help: 'Send code_verifier, the value whose SHA-256 was the code_challenge of the authorization request. The code is still good.',
      specRef: 'RFC 7636 Section 4.6',
    },
    code_verifier_wrong: {
      code: 'invalid_grant',
      sentence: 'The code_verifier does not match the code_challenge.',
      help: 'The SHA-256 of the verifier, in unpadded base64url, must be the code_challenge of the authorization request; the verifier has 43 to 128 characters.',
      specRef: 'RFC 7636 Section 4.6',
    },
    client_authentication_missing: {
      code: 'invalid_client',
      sentence: 'This client must authenticate.',
      help: 'The client is registered with private_key_jwt, or the issuer takes no client that does not authenticate (profile haip, client_authentication): send client_assertion_type=urn:ietf:params:oauth:client-assertion-type:jwt-bearer and a client_assertion signed with its registered key.',
      specRef: 'RFC 7523 Section 2.2',
    },
    client_assertion_type_unsupported: {
      code: 'invalid_client',
      sentence: 'The client_assertion_type is not supported.',
      help: 'Send client_assertion_type=urn:ietf:params:oauth:client-assertion-type:jwt-bearer together with client_assertion.',
      specRef: 'RFC 7523 Section 2.2',
    },
    client_assertion_invalid: {
      code: 'invalid_client',
      sentence: 'The client_assertion is not valid.',
      help: 'What is wrong is in `reason`. The assertion is a JWT signed with a registered key of the client; iss and sub are the client_id, aud is the issuer of the authorization server metadata, exp is at most ten minutes ahead, jti is new.',
      specRef: 'RFC 7523 Section 3',
    },
    client_assertion_replayed: {
      code: 'invalid_client',
      sentence: 'The client_assertion was already used.',
      help: 'Sign a new assertion with a new jti for every request, a repeated one included.',
      specRef: 'RFC 7523 Section 3',
    },
  },
);

const offerRefusals = defineRefusals(
  { family: 'back_office', status: 400 },
  {
    authorization_code_disabled: {
      code: 'invalid_body',
      sentence: 'This issuer does not offer the authorization code grant.',
      help: 'Switch it on in the issuer configuration (authorization_code.enabled), or leave grants.authorization_code out.',
      specRef: 'OID4VCI Section 4.1.1',
    },
    tx_code_evadable: {
      code: 'invalid_body',
      sentence: 'A transaction code protects the pre-authorized code only.',
      help: 'Beside the authorization code grant whoever photographs the offer needs no transaction code. Offer one of the two grants; or configure a login and give subject_id, so that the person is checked there.',
      specRef: 'OID4VCI Section 13.6',
    },
  },
);

export const authorizationRefusals = () => ({ ...requestRefusals(), ...codeRefusals(), ...offerRefusals() });
