import { describe, expect, it } from 'vitest';
import { inferSelector } from '../../../protocol/credential-request/z-credential-request.js';

const proofs = { jwt: ['a.b.c'] };

describe('a credential request that names nothing', () => {
  it('AV-11 AMB-40 means the one configuration its token covers', () => {
    expect(inferSelector({ proofs }, ['proof_of_age'])).toEqual({
      body: { proofs, credential_configuration_id: 'proof_of_age' },
      inferred: 'proof_of_age',
    });
    const nothing = { proofs, credential_identifier: null, credential_configuration_id: null };
    expect(inferSelector(nothing, ['proof_of_age']).inferred).toBe('proof_of_age');
  });

  it.each<[string, unknown, string[]]>([
    ['the token covers two', { proofs }, ['a', 'b']],
    ['the token covers nothing', { proofs }, []],
    ['it names one', { proofs, credential_configuration_id: 'b' }, ['a']],
    ['it names an identifier', { proofs, credential_identifier: 'b' }, ['a']],
    ['it names one as drafts did', { proofs, format: 'mso_mdoc', doctype: 'd' }, ['a']],
    ['it is no object', ['proofs'], ['a']],
  ])('AMB-40 is left as it is where %s', (_title, body, covered) => {
    expect(inferSelector(body, covered)).toEqual({ body });
  });
});
