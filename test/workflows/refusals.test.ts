import { ActivityFailure, ApplicationFailure, ApplicationFailureCategory, RetryState } from '@temporalio/common';
import { describe, expect, it } from 'vitest';
import type { Reason } from '../../protocol/errors/catalogue.js';
import { catalogue } from '../../protocol/errors/catalogue.js';
import { refuse } from '../../protocol/errors/protocol-error.js';
import { fromFailure, toFailure } from '../../workflows/contract/refusals.js';

const reasons = Object.keys(catalogue()) as Reason[];

describe('a refusal across Temporal', () => {
  it.each(reasons)('%s comes out as what went in, with nothing of the evidence', (reason) => {
    const failure = toFailure(refuse(reason, { provided: 'a secret', reason: 'another secret' }));
    expect(failure).toMatchObject({ type: reason, nonRetryable: true, category: ApplicationFailureCategory.BENIGN });
    expect(failure.details ?? []).toEqual([]);
    expect(failure.message).toBe(catalogue()[reason].sentence);
    expect(fromFailure(failure)?.reason).toBe(reason);
    expect(fromFailure(failure)?.refusal).toBe(catalogue()[reason]);
  });

  it('is found inside whatever wrapped it', () => {
    const activity = new ActivityFailure(
      'failed',
      'issueCredentials',
      '1',
      RetryState.NON_RETRYABLE_FAILURE,
      '',
      toFailure(refuse('proof_key_unsuitable')),
    );
    expect(fromFailure(activity)?.reason).toBe('proof_key_unsuitable');
    expect(fromFailure(new Error('outer', { cause: activity }))?.reason).toBe('proof_key_unsuitable');
    expect(fromFailure(refuse('code_used'))?.reason).toBe('code_used');
  });

  it.each([
    ['an ordinary error', new Error('broken')],
    ['a type that is no reason', ApplicationFailure.nonRetryable('x', 'Error')],
    ['a name every object has', ApplicationFailure.nonRetryable('x', 'constructor')],
    ['the prototype', ApplicationFailure.nonRetryable('x', '__proto__')],
    ['a failure without a type', ApplicationFailure.nonRetryable('x')],
    ['no error at all', 'text'],
    ['nothing', undefined],
  ])('%s is none', (_what, thrown) => {
    expect(fromFailure(thrown)).toBeUndefined();
  });
});
