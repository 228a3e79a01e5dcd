/** Our own faults and limits. What went wrong is in the log; outside it is one sentence. */
import { defineRefusals } from './define-refusals.js';

export const serverRefusals = defineRefusals(
  { family: 'server', status: 500 },
  {
    server_error: {
      code: 'server_error',
      sentence: 'The issuer could not complete the request.',
      help: 'A fault on the side of the issuer, not of the wallet. The log record with the same request id has the story.',
      specRef: 'RFC 9110 Section 15.6.1',
    },
    temporarily_unavailable: {
      status: 503,
      code: 'temporarily_unavailable',
      sentence: 'The issuer is temporarily unavailable; try again later.',
      help: 'A service the issuer depends on does not answer. Repeat the request after the time in Retry-After; nothing was consumed.',
      specRef: 'RFC 9110 Section 15.6.4',
    },
    session_busy: {
      status: 503,
      code: 'temporarily_unavailable',
      sentence: 'Too many requests are under way for this session; try again in a moment.',
      help: 'Requests of one session are answered one after the other and only a few may wait. Repeat the request after the time in Retry-After, and do not send the same request many times at once.',
      specRef: 'RFC 9110 Section 15.6.4',
    },
    too_many_requests: {
      status: 429,
      code: 'too_many_requests',
      sentence: 'Too many requests; try again later.',
      help: 'Wait for the time in Retry-After. While a credential is deferred, poll no faster than the interval of the answer.',
      specRef: 'RFC 6585 Section 4',
    },
    method_not_allowed: {
      status: 405,
      code: 'invalid_request',
      sentence: 'The HTTP method is not allowed at this address.',
      help: 'Use the method the Allow header names: the endpoints for tokens, nonces, credentials and notifications take POST, metadata and offers take GET.',
      specRef: 'RFC 9110 Section 15.5.6',
    },
  },
);
