/** Claims that were asked for at a back office and did not come. They reach no wallet: it waits, and an operator sees why. */
import { defineRefusals } from './define-refusals.js';

const specRef = 'Vouchsafe back-office connector';

export const pullRefusals = defineRefusals(
  { family: 'back_office', status: 502 },
  {
    pull_unanswered: {
      status: 504,
      code: 'claims_unavailable',
      sentence: 'The back office did not answer with claims.',
      help: 'It was not reached, not in time, or answered 401, 408, 425, 429 or 5xx, or it said "not yet" until claims_source.give_up_after; `provided` has the last of it. While the time lasts it is asked again. After that, supply the claims by hand, or renew the offer: the next token exchange asks again.',
      specRef,
    },
    pull_refused: {
      code: 'claims_unavailable',
      sentence: 'The back office refused to be asked.',
      help: 'It answered 4xx without {"denied": true}: claims_source.url is wrong, or it does not know this session. It is not asked again; supply the claims by hand, or renew the offer.',
      specRef,
      retryable: false,
    },
    pull_answer_invalid: {
      code: 'claims_unavailable',
      sentence: 'The answer of the back office is none.',
      help: 'A 200 has to be a JSON object with the member claims, no longer than a megabyte; redirects are not followed. `provided` says what was wrong. It is not asked again; supply the claims by hand, or renew the offer.',
      specRef,
      retryable: false,
    },
    pull_claims_invalid: {
      code: 'claims_unavailable',
      sentence: 'The claims of the back office do not fit.',
      help: 'They do not satisfy the claims_schema of the configuration; `problems` names paths and rules. It is not asked again; supply the claims by hand, or renew the offer once the back office has them right.',
      specRef,
      retryable: false,
    },
  },
);
