import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { WalletContext } from '../../../api/http/wallet-context.js';
import type { WalletDependencies } from '../../../api/http/wallet-dependencies.js';
import { exchangeAuthorizationCode } from '../../../api/routes/token/exchange-authorization-code.js';
import type { Reason } from '../../../protocol/errors/catalogue.js';
import { refuse } from '../../../protocol/errors/protocol-error.js';
import { expectRefusal } from '../../protocol/expect-refusal.js';

const codeVerifier = 'v'.repeat(43);
const presented = {
  issuer: 'i',
  session: 's',
  clientId: 'w',
  configurations: ['a'],
  codeChallenge: createHash('sha256').update(codeVerifier).digest('base64url'),
  redirectDigest: 'digest of av://cb',
};
const request = { grantType: 'authorization_code', code: 'c', codeVerifier, redirectUri: 'av://cb', clientId: 'w' };

/** What the session is told when the exchange comes to this. */
async function signalsAfter(reason: Reason): Promise<unknown[][]> {
  const signals: unknown[][] = [];
  const deps = {
    handles: { mint: (kind: string) => kind, digest: (text: string) => `digest of ${text}` },
    gateway: {
      update: () => Promise.reject(refuse(reason)),
      signal: async (...[session, { name }, args]: [string, { name: string }, unknown[]]) => {
        signals.push([session, name, ...args]);
        return true;
      },
    },
  } as unknown as WalletDependencies;
  const context = {
    issuer: {
      id: 'i',
      configuration: { profile: 'base', lifetimes: { bearer_access_token: 1, dpop_access_token: 1 } },
    },
    configurationOf: () => undefined,
    requestId: 'r',
    now: () => new Date(),
  } as unknown as WalletContext;
  const checked = { presented, client: { isAuthenticated: false } };
  await expectRefusal(
    () => exchangeAuthorizationCode(deps, context, request as never, checked, () => Promise.resolve()),
    reason,
  );
  return signals;
}

describe('an authorization code whose exchange is in doubt', () => {
  it('TK-05 is given back, so that trying it again is no second use', async () => {
    const signals = await signalsAfter('temporarily_unavailable');
    expect(signals).toEqual([['s', 'tokenUndelivered', { accessDigest: 'digest of access' }]]);
  });

  it('is not where the session has refused it', async () => {
    expect(await signalsAfter('authorization_code_reused')).toEqual([]);
  });
});
