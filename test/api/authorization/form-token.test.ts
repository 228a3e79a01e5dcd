import type { Request, Response } from 'express';
import { describe, expect, it } from 'vitest';
import { giveBrowser, readBrowser } from '../../../api/authorization/form-token.js';
import type { WalletContext } from '../../../api/http/wallet-context.js';

const contextAt = (identifier: string, id = 'one') =>
  ({ issuer: { id }, url: (path: string) => identifier + path }) as unknown as WalletContext;
const requestWith = (cookie?: string) => ({ headers: { cookie } }) as unknown as Request;

function giveTo(context: WalletContext, request: Request): string {
  const given: string[] = [];
  giveBrowser(context, request, { append: (_name: string, value: string) => given.push(value) } as unknown as Response);
  return given[0] ?? '';
}

describe('AZ-26 the cookie of the authorization page', () => {
  it('can be planted by no other host over TLS, and is another one for each issuer', () => {
    const set = giveTo(contextAt('https://issuer.example/a'), requestWith());
    expect(set).toMatch(/^__Host-vouchsafe-authorize-one=[\w-]{43}; Path=\/; Secure; HttpOnly; SameSite=Lax$/);
    const sent = requestWith(set.split(';')[0]);
    expect(readBrowser(contextAt('https://issuer.example/a'), sent)).toHaveLength(43);
    expect(readBrowser(contextAt('https://issuer.example/b', 'two'), sent)).toBeUndefined();
  });

  it('stays below the page without TLS, on loopback', () => {
    const set = giveTo(contextAt('http://127.0.0.1:3000/a'), requestWith());
    expect(set).toMatch(/^vouchsafe-authorize=[\w-]{43}; Path=\/a\/authorize; HttpOnly; SameSite=Lax$/);
  });

  it('keeps its value as long as the browser has it, and is no other text', () => {
    const context = contextAt('http://127.0.0.1:3000');
    const value = 'A'.repeat(43);
    expect(giveTo(context, requestWith(`a=b; vouchsafe-authorize=${value}; c=d`))).toContain(`=${value};`);
    for (const wrong of ['A'.repeat(42), `${'A'.repeat(42)}"`, ''])
      expect(readBrowser(context, requestWith(`vouchsafe-authorize=${wrong}`))).toBeUndefined();
    expect(readBrowser(context, requestWith(`not-vouchsafe-authorize=${value}`))).toBeUndefined();
  });
});
