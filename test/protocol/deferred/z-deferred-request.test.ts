import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseDeferredRequest } from '../../../protocol/deferred/z-deferred-request.js';
import type { Reason } from '../../../protocol/errors/catalogue.js';
import { expectRefusal, refusesOrReturns } from '../expect-refusal.js';

describe('parseDeferredRequest', () => {
  it('DE-01 DE-08 reads the transaction id and the encryption of this request, and ignores the rest', () => {
    expect(parseDeferredRequest({ transaction_id: 't', x: 1 })).toEqual({ transactionId: 't' });
    expect(parseDeferredRequest({ transaction_id: 't', credential_response_encryption: {} })).toEqual({
      transactionId: 't',
      responseEncryption: {},
    });
  });

  it.each<[string, unknown, Reason]>([
    ['null', null, 'deferred_request_malformed'],
    ['an array', ['t'], 'deferred_request_malformed'],
    ['text', 't', 'deferred_request_malformed'],
    ['a numeric id', { transaction_id: 7 }, 'deferred_request_malformed'],
    ['an array as id', { transaction_id: ['t'] }, 'deferred_request_malformed'],
    ['no id', { acceptance_token: 't' }, 'transaction_id_missing'],
    ['an empty id', { transaction_id: '' }, 'transaction_id_missing'],
    ['a null id', { transaction_id: null }, 'transaction_id_missing'],
  ])('DE-01 refuses %s', async (_title, body, reason) => {
    await expectRefusal(() => parseDeferredRequest(body), reason, 'invalid_credential_request');
  });

  it('refuses anything or reads it, and nothing else', async () => {
    const body = fc.oneof(fc.anything(), fc.record({ transaction_id: fc.anything() }));
    await fc.assert(fc.asyncProperty(body, (value) => refusesOrReturns(() => parseDeferredRequest(value))));
  });
});
