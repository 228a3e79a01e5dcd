import { beforeEach, describe, expect, it } from 'vitest';
import { Grants } from '../../workflows/issuance-session/grants.js';
import { exchange, refreshing, refusedFor, SECOND, T0 } from './fixtures.js';

let grants: Grants;
beforeEach(() => {
  grants = new Grants();
  grants.open(exchange(), ['a'], true);
});

const refresh = (change: Parameters<typeof refreshing>[0], now = T0) => {
  const command = refreshing(change);
  const grant = grants.checkRefresh(command, now);
  grants.refresh(grant, command, now);
};
const accessRefusal = (digest: string, now: number) => refusedFor(() => grants.checkAccess(digest, now));
const refreshRefusal = (change: Parameters<typeof refreshing>[0], now = T0) =>
  refusedFor(() => grants.checkRefresh(refreshing(change), now));

describe('a promised wait', () => {
  const open = (refreshLatest: number) => new Grants().open(exchange({ refreshLatest }), ['a'], true);

  it('puts the end of the refresh token off, with time to collect, and never brings it closer', () => {
    const grant = open(T0 + 7260 * SECOND);
    expect(grants.cover(grant, T0 + 3000 * SECOND, 60 * SECOND)).toBe(T0 + 3000 * SECOND);
    expect(grant.refresh?.expiresAt).toBe(T0 + 3600 * SECOND);
    expect(grants.cover(grant, T0 + 5000 * SECOND, 60 * SECOND)).toBe(T0 + 5000 * SECOND);
    expect(grant.refresh?.expiresAt).toBe(T0 + 5060 * SECOND);
  });

  it('is no longer than the token can be put off', () => {
    const grant = open(T0 + 7260 * SECOND);
    expect(grants.cover(grant, T0 + 9000 * SECOND, 60 * SECOND)).toBe(T0 + 7260 * SECOND);
    expect(grant.refresh?.expiresAt).toBe(T0 + 7260 * SECOND);
  });

  it('that is over leaves the token its own time', () => {
    const grant = open(T0 + 7260 * SECOND);
    grants.uncover(grant);
    expect(grant.refresh?.expiresAt).toBe(T0 + 3600 * SECOND);
    grants.cover(grant, T0 + 5000 * SECOND, 60 * SECOND);
    grants.cover(grant, T0 + 6000 * SECOND, 60 * SECOND);
    grants.uncover(grant);
    expect(grant.refresh?.expiresAt).toBe(T0 + 3600 * SECOND);
  });

  it('is kept when the token is replaced', () => {
    const grant = open(T0 + 7260 * SECOND);
    grants.cover(grant, T0 + 5000 * SECOND, 60 * SECOND);
    grants.refresh(grant, refreshing({ nextRefreshDigest: 'refresh-1' }), T0);
    expect(grant.refresh).toMatchObject({ expiresAt: T0 + 5060 * SECOND, latest: T0 + 7260 * SECOND });
  });
});

describe('access tokens', () => {
  it('open the grant until they expire, to the millisecond', () => {
    const end = T0 + 300 * SECOND;
    expect(accessRefusal('access-0', end - 1)).toBeUndefined();
    expect(accessRefusal('access-0', end)).toBe('access_token_expired');
  });

  it('are unknown unless they were given for this grant', () => {
    expect(accessRefusal('access-9', T0)).toBe('access_token_revoked');
    expect(refusedFor(() => new Grants().checkAccess('access-0', T0))).toBe('access_token_revoked');
  });

  it('of a grant that was replaced are worth nothing', () => {
    grants.open(exchange({ accessDigest: 'access-new' }), ['a'], true);
    expect(accessRefusal('access-0', T0)).toBe('access_token_revoked');
    expect(accessRefusal('access-new', T0)).toBeUndefined();
  });

  it('stay good beside the one a refresh gives', () => {
    refresh({ accessDigest: 'access-1' });
    expect(accessRefusal('access-0', T0)).toBeUndefined();
    expect(accessRefusal('access-1', T0 + 500 * SECOND)).toBeUndefined();
  });

  it('are remembered twenty at a time, the oldest forgotten', () => {
    for (let index = 1; index <= 20; index += 1) refresh({ accessDigest: `access-${index}` });
    expect(accessRefusal('access-0', T0)).toBe('access_token_revoked');
    expect(accessRefusal('access-1', T0)).toBeUndefined();
  });
});

describe('refresh tokens', () => {
  it('are given only where they may be needed', () => {
    grants.open(exchange(), ['a'], false);
    expect(refreshRefusal({})).toBe('refresh_token_unknown');
    expect(refusedFor(() => new Grants().checkRefresh(refreshing(), T0))).toBe('refresh_token_unknown');
  });

  it('are refused when unknown, expired, of another key or of another client', () => {
    expect(refreshRefusal({ refreshDigest: 'refresh-9' })).toBe('refresh_token_unknown');
    expect(refreshRefusal({}, T0 + 3600 * SECOND - 1)).toBeUndefined();
    expect(refreshRefusal({}, T0 + 3600 * SECOND)).toBe('refresh_token_expired');
    expect(refreshRefusal({ jkt: 'thumbprint' })).toBe('refresh_token_key_mismatch');
    grants.open(exchange({ jkt: 'thumbprint', clientId: 'wallet' }), ['a'], true);
    expect(refreshRefusal({})).toBe('refresh_token_key_mismatch');
    expect(refreshRefusal({ jkt: 'other' })).toBe('refresh_token_key_mismatch');
    expect(refreshRefusal({ jkt: 'thumbprint', clientId: 'other' })).toBe('refresh_token_client_mismatch');
    expect(refreshRefusal({ jkt: 'thumbprint', clientId: 'wallet' })).toBeUndefined();
    expect(refreshRefusal({ jkt: 'thumbprint' })).toBeUndefined();
  });

  it('are taken with another key where the client proved otherwise who it is, and never with none in its place', () => {
    expect(refreshRefusal({ jkt: 'thumbprint', mayChangeKey: true })).toBe('refresh_token_key_mismatch');
    grants.open(exchange({ jkt: 'thumbprint' }), ['a'], true);
    expect(refreshRefusal({ jkt: 'other', mayChangeKey: true })).toBeUndefined();
    expect(refreshRefusal({ mayChangeKey: true })).toBe('refresh_token_key_mismatch');
  });

  it('stay the same where they are bound to a key', () => {
    refresh({});
    expect(refreshRefusal({}, T0 + 600 * SECOND)).toBeUndefined();
  });

  it('are rotated where they are bound to none, the old one being good for a retry and no longer', () => {
    refresh({ nextRefreshDigest: 'refresh-1' });
    expect(refreshRefusal({ refreshDigest: 'refresh-1' })).toBeUndefined();
    expect(refreshRefusal({}, T0 + 60 * SECOND - 1)).toBeUndefined();
    expect(refreshRefusal({}, T0 + 60 * SECOND)).toBe('refresh_token_unknown');
  });

  it('keep their end through rotation', () => {
    refresh({ nextRefreshDigest: 'refresh-1' }, T0 + 3000 * SECOND);
    expect(refreshRefusal({ refreshDigest: 'refresh-1' }, T0 + 3600 * SECOND)).toBe('refresh_token_expired');
  });

  it('of a retry replace the one whose answer was lost', () => {
    refresh({ nextRefreshDigest: 'refresh-lost' });
    refresh({ nextRefreshDigest: 'refresh-2', accessDigest: 'access-2' });
    expect(refreshRefusal({ refreshDigest: 'refresh-2' })).toBeUndefined();
    expect(refreshRefusal({ refreshDigest: 'refresh-lost' })).toBe('refresh_token_unknown');
  });
});

describe('the end of the grant', () => {
  it('is the end of its last token', () => {
    expect(new Grants().endsAt()).toBeUndefined();
    expect(grants.endsAt()).toBe(T0 + 3600 * SECOND);
    grants.open(exchange(), ['a'], false);
    expect(grants.endsAt()).toBe(T0 + 300 * SECOND);
  });
});
