import { describe, expect, it } from 'vitest';
import { findHolderDids } from '../../../api/routes/credential/holder-dids.js';

const key = (x: string) => ({ kty: 'EC', crv: 'P-256', x, y: 'y', kid: 'of the wallet' }) as never;
const attestation = (...keys: never[]) => ({ keys: keys.map((one) => ({ key: one, thumbprint: 't' })) }) as never;
const didJwk = (x: string): string =>
  `did:jwk:${Buffer.from(JSON.stringify({ crv: 'P-256', kty: 'EC', x, y: 'y' })).toString('base64url')}`;
const bound = { allowDids: true, format: 'jwt_vc_json' } as const;

describe('the DIDs of holder keys', () => {
  it('AMB-10 are derived from attested keys, where the credential is about a DID', () => {
    const keys = [key('a'), key('b')];
    expect(findHolderDids(keys, [], [attestation(...keys)], bound)).toEqual([didJwk('a'), didJwk('b')]);
  });

  it('AMB-10 are as the wallet named them, and not derived where DIDs are off or the format has none', () => {
    const [one, other] = [key('a'), key('b')];
    const proofs = [{ key: one, did: 'did:key:z' }, { key: other }] as never[];
    expect(findHolderDids([one, other], proofs, [], bound)).toEqual(['did:key:z', null]);
    expect(findHolderDids([one], [], [attestation(one)], { ...bound, allowDids: false })).toEqual([null]);
    expect(findHolderDids([one], [], [attestation(one)], { ...bound, format: 'dc+sd-jwt' })).toEqual([null]);
  });
});
