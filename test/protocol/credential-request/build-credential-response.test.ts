import { describe, expect, it } from 'vitest';
import {
  buildCredentialResponse,
  buildDeferredResponse,
} from '../../../protocol/credential-request/build-credential-response.js';
import { buildNonceResponse } from '../../../protocol/nonce/build-nonce-response.js';

describe('responses', () => {
  it('CR-01 CR-04 CR-08 wraps each credential, in order, with one notification id', () => {
    expect(buildCredentialResponse({ credentials: ['a', 'b'], notificationId: 'n' })).toEqual({
      credentials: [{ credential: 'a' }, { credential: 'b' }],
      notification_id: 'n',
    });
  });

  it('CR-10 has no other member', () => {
    expect(Object.keys(buildCredentialResponse({ credentials: ['a'] }))).toEqual(['credentials']);
  });

  it.each([
    [5, 5],
    [0, 1],
    [-3, 1],
    [0.2, 1],
    [4.5, 5],
  ])('CR-02 CR-03 DE-05 tells an interval of %d as %d', (interval, told) => {
    expect(buildDeferredResponse({ transactionId: 't', interval })).toEqual({ transaction_id: 't', interval: told });
  });

  it('NE-02 answers a nonce and nothing else', () => {
    expect(buildNonceResponse('n')).toEqual({ c_nonce: 'n' });
  });
});
