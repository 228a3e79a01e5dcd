/** Logins at an OpenID Connect provider, on the way to an authorization (OID4VCI section 5.1.3). */
import { defineRefusals } from './define-refusals.js';

export const loginRefusals = defineRefusals(
  { family: 'authorization', status: 400 },
  {
    login_state_unknown: {
      code: 'invalid_request',
      sentence: 'This login was not begun here.',
      help: 'The state that came back from the provider is not ours: it is missing, was changed on the way, or is of another issuer.',
      specRef: 'RFC 6749 Section 10.12',
    },
    login_state_expired: {
      code: 'invalid_request',
      sentence: 'The login took too long; begin again in the wallet.',
      help: 'A login has as much time as the pushed request behind it (authorization_code.request_lifetime).',
      specRef: 'RFC 9126 Section 4',
    },
    login_other_browser: {
      status: 403,
      code: 'invalid_request',
      sentence: 'This login was begun in another browser; begin again in the wallet.',
      help: 'The cookie of the page that began the login is missing or another one: cookies are blocked, the address was passed on, or somebody tries to log the person in under a foreign account.',
      specRef: 'RFC 6749 Section 10.12',
    },
    login_missing: {
      code: 'invalid_request',
      sentence: 'Nobody is logged in; begin again in the wallet.',
      help: 'The decision came without a login of this browser for this request.',
      specRef: 'OID4VCI Section 5.1.3',
    },
    login_denied: {
      code: 'access_denied',
      sentence: 'The person did not log in.',
      help: 'The provider answered access_denied: the person turned back, or the provider does not let them use this service. The same offer can be tried again until it expires.',
      specRef: 'OpenID Connect Core Section 3.1.2.6',
    },
    login_refused: {
      status: 502,
      code: 'server_error',
      sentence: 'The login service refused the login.',
      help: 'The error code of the provider is in `provider_error`. invalid_client, unauthorized_client and invalid_scope mean that the registration of this issuer with the provider and the login of the issuers file do not agree; the log of the provider has more.',
      specRef: 'OpenID Connect Core Section 3.1.2.6',
    },
    login_unavailable: {
      status: 503,
      code: 'temporarily_unavailable',
      sentence: 'The login service cannot be reached.',
      help: 'The provider did not answer, not in time, or with an error of its own. Try again; the pushed request lives on until it expires.',
      specRef: 'RFC 6749 Section 4.1.2.1',
    },
    login_answer_invalid: {
      status: 502,
      code: 'server_error',
      sentence: 'The answer of the login service is not valid.',
      help: 'What was wrong is in `reason`: issuer, audience, nonce, time or signature of the ID token, or the form of an answer. Somebody may have tampered with the login, or the provider is not the one of the issuers file.',
      specRef: 'OpenID Connect Core Section 3.1.3.7',
    },
    login_too_weak: {
      code: 'access_denied',
      sentence: 'The login was not strong enough.',
      help: 'The provider did not say that the person logged in as the acr_values of the issuers file demand. Not every provider obeys them unless its registration of this issuer says so too.',
      specRef: 'OpenID Connect Core Section 3.1.2.1',
    },
    login_subject_missing: {
      code: 'access_denied',
      sentence: 'The login does not say who the person is.',
      help: 'The claim that names the person (login.subject_claim) is not a text in the ID token, nor in userinfo where that is asked. Ask for the scope that carries it.',
      specRef: 'OpenID Connect Core Section 5.1',
    },
  },
);
