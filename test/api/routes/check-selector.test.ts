import { describe, expect, it } from 'vitest';
import type { WalletContext } from '../../../api/http/wallet-context.js';
import { resolveSelector } from '../../../api/routes/credential/check-request.js';
import { expectRefusal } from '../../protocol/expect-refusal.js';

const identified = { issuer: 'i', session: 's', configurations: ['a', 'b'], detailed: ['a'] };
const handles = { open: (_kind: string, of: string) => ({ issuer: 'i', session: 's', configurations: [of] }) };

function resolve(kind: 'configuration' | 'identifier', value: string, isStrict: boolean) {
  const configuration = { require_credential_identifiers: isStrict, credential_configurations: { a: {}, b: {} } };
  const context = { issuer: { configuration }, configurationOf: () => ({}) } as unknown as WalletContext;
  return resolveSelector({ handles } as never, context, identified, { selector: { kind, value } } as never);
}

describe('the selector of a credential request', () => {
  it('CE-06 may be the configuration although an identifier was given, unless the issuer is strict', async () => {
    expect(resolve('configuration', 'a', false)).toBe('a');
    await expectRefusal(() => resolve('configuration', 'a', true), 'selector_kind_wrong');
    expect(resolve('identifier', 'a', true)).toBe('a');
  });

  it('CE-06 is the configuration where no identifier was given, however strict the issuer', async () => {
    expect(resolve('configuration', 'b', true)).toBe('b');
    await expectRefusal(() => resolve('identifier', 'b', true), 'identifier_unknown');
  });
});
