import { describe, expect, it } from 'vitest';
import type { BehindRequest } from '../../../api/authorization/describe-request.js';
import type { PendingAuthorization } from '../../../api/authorization/pushed-request.js';
import type { WalletContext } from '../../../api/http/wallet-context.js';
import type { WalletDependencies } from '../../../api/http/wallet-dependencies.js';
import { acceptLogin } from '../../../api/login/accept-login.js';
import type { OpenidLogin } from '../../../protocol/metadata/z-login-configuration.js';

const NOW = Date.UTC(2026, 10, 22);
const DAY = 86_400_000;
const keys = { publicKey: new Uint8Array(), digestKey: new Uint8Array() };
const deps = {
  handles: { keyedDigest: () => 'digest' },
  seals: { mintKeys: () => keys, digest: () => 'd', sealToSession: () => new Uint8Array() },
  checkClaims: () => [],
} as unknown as WalletDependencies;

/** How many datasets become of a login at an issuer of this profile, and what is logged. */
function accept(profile: string, record?: { assurance?: { verifiedAt: number } }) {
  const logs: string[] = [];
  const claims_source = { kind: 'login', map: { age_over_18: 'is_adult' } };
  const context = {
    issuer: { id: 'i', configuration: { profile, credential_configurations: {} } },
    configurationOf: () => ({ claims_source, claims_schema: {} }),
    log: (level: string, message: string) => logs.push(`${level} ${message}`),
    now: () => new Date(NOW),
  } as unknown as WalletContext;
  const offer = { record: { id: 's', ...keys, grants: ['authorization_code'], view: { deliverables: [] }, ...record } };
  const { claims } = acceptLogin(deps, context, {
    login: {} as OpenidLogin,
    pending: { id: 'p', configurationIds: ['proof_of_age'] } as unknown as PendingAuthorization,
    behind: (record === undefined ? {} : { offer }) as unknown as BehindRequest,
    claims: { iss: 'https://op.example', sub: 'x', is_adult: true },
  });
  return { count: claims.length, logs };
}

describe('claims of a login', () => {
  it('AV-08 stay awaited at an issuer that demands an assurance, with and without an offer, and the log says so', () => {
    for (const record of [undefined, {}, { assurance: { verifiedAt: NOW - 91 * DAY } }]) {
      const { count, logs } = accept('av', record);
      expect([count, logs.length]).toEqual([0, 1]);
      expect(logs[0]).toContain('warn');
    }
  });

  it('AV-08 are taken where the back office has recorded one', () => {
    expect(accept('av', { assurance: { verifiedAt: NOW - DAY } })).toEqual({ count: 1, logs: [] });
  });

  it('are taken without one in other profiles', () => {
    expect(accept('base')).toEqual({ count: 1, logs: [] });
    expect(accept('base', {})).toEqual({ count: 1, logs: [] });
  });
});
