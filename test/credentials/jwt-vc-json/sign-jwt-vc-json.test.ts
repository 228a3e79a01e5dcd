import { X509Certificate } from 'node:crypto';
import { decodeProtectedHeader, importX509, jwtVerify } from 'jose';
import { beforeAll, describe, expect, it } from 'vitest';
import type { CredentialInput, CredentialSigner } from '../../../credentials/credential-format.js';
import { issueCredential } from '../../../credentials/registry.js';
import { zCredentialConfiguration } from '../../../protocol/metadata/z-credential-configuration.js';
import { zIssuersFile } from '../../../protocol/metadata/z-issuer-configuration.js';
import { createTestPki, ISSUER, loadShippedIssuers, newHolderKey } from '../fixtures.js';

const now = new Date('2026-11-22T10:30:00Z');
const wire = {
  format: 'jwt_vc_json',
  credential_definition: { type: ['VerifiableCredential', 'Membership'] },
  contexts: ['https://example.com/membership/v1'],
  display: [{ name: 'Membership' }],
  claims_schema: { type: 'object', properties: { level: { type: 'string' } } },
};
const claims = { level: 'gold', since: { year: 2020 } };
let signer: CredentialSigner;
beforeAll(async () => {
  signer = (await createTestPki(now)).signer;
});

function issue(change: Partial<CredentialInput> = {}): string {
  const configuration = zCredentialConfiguration.parse(wire);
  return issueCredential({ configuration, claims, holderKey: newHolderKey(), signer, issuer: ISSUER, now, ...change });
}

async function read(credential: string): Promise<Record<string, any>> {
  const leaf = new X509Certificate(Buffer.from(decodeProtectedHeader(credential).x5c?.[0] ?? '', 'base64'));
  return (await jwtVerify(credential, await importX509(leaf.toString(), 'ES256'), { currentDate: now })).payload;
}

describe('jwt_vc_json', () => {
  it('JV-02 JV-03 is a JWT whose key its header brings along', async () => {
    const credential = issue();
    expect(credential.split('.')).toHaveLength(3);
    expect(decodeProtectedHeader(credential)).toMatchObject({ typ: 'JWT', alg: 'ES256', x5c: [expect.any(String)] });
    await expect(read(credential)).resolves.toBeDefined();
  });

  it('JV-04 says the same in the members of the JWT and in those of vc', async () => {
    const payload = await read(issue({ holderDid: 'did:key:z6Mk' }));
    const { vc } = payload;
    expect(vc).toMatchObject({
      '@context': ['https://www.w3.org/2018/credentials/v1', 'https://example.com/membership/v1'],
      type: ['VerifiableCredential', 'Membership'],
      credentialSubject: claims,
    });
    expect([payload['iss'], payload['jti'], payload['sub']]).toEqual([vc.issuer, vc.id, vc.credentialSubject.id]);
    expect([payload['nbf'] * 1000, payload['exp'] * 1000]).toEqual([
      Date.parse(vc.issuanceDate),
      Date.parse(vc.expirationDate),
    ]);
    expect([payload['nbf'], payload['exp']].every(Number.isInteger)).toBe(true);
    expect(payload['iss']).toBe(ISSUER);
  });

  it('JV-05 is bound to the key, and to the DID where the wallet has one', async () => {
    const { kty, crv, x, y } = newHolderKey();
    const holderKey = { kty, crv, x, y } as never;
    const withJwk = await read(issue({ holderKey }));
    expect(withJwk['cnf']).toEqual({ jwk: holderKey });
    expect(withJwk).not.toHaveProperty('sub');
    expect(withJwk['vc'].credentialSubject).not.toHaveProperty('id');
    const withDid = await read(issue({ holderKey, holderDid: 'did:jwk:abc' }));
    expect([withDid['sub'], withDid['vc'].credentialSubject.id]).toEqual(['did:jwk:abc', 'did:jwk:abc']);
  });

  it('JV-07 has its status where SD-JWT VC has it', async () => {
    const status = { status_list: { idx: 7, uri: `${ISSUER}/status_lists/a` } };
    expect((await read(issue({ status })))['status']).toEqual(status);
    expect(await read(issue())).not.toHaveProperty('status');
  });

  it('CR-07 has no identifier and no time that links it to its batch', async () => {
    const [one, other] = [await read(issue()), await read(issue())];
    expect(one['jti']).not.toBe(other['jti']);
    expect(one['nbf'] % 86_400).toBe(0);
  });

  it.each([
    ['a claim that would be the holder', { claims: { id: 'did:key:somebody' } }],
    ['a text that no JSON carries', { claims: { level: '\ud800' } }],
    ['no holder key', { holderKey: undefined as never }],
  ])('refuses %s', (_what, change) => {
    expect(() => issue(change)).toThrow();
  });
});

describe('the configuration', () => {
  it('JV-01 needs VerifiableCredential among the types', () => {
    const lacking = { ...wire, credential_definition: { type: ['Membership'] } };
    expect(zCredentialConfiguration.safeParse(lacking).success).toBe(false);
  });

  it('JV-06 is refused in the haip profile', async () => {
    const issuer = (await loadShippedIssuers()).issuers[0]!;
    const file = (profile: string) => ({
      issuers: [{ ...issuer, profile, credential_configurations: { membership: wire } }],
    });
    expect(zIssuersFile.safeParse(file('base')).success).toBe(true);
    expect(zIssuersFile.safeParse(file('haip')).success).toBe(false);
  });
});
