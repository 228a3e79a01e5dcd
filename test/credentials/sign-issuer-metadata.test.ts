import { X509Certificate } from 'node:crypto';
import { decodeProtectedHeader, importX509, jwtVerify } from 'jose';
import { describe, expect, it } from 'vitest';
import { signIssuerMetadata } from '../../credentials/sign-issuer-metadata.js';
import { buildIssuerMetadata } from '../../protocol/metadata/build-issuer-metadata.js';
import { createTestPki, ISSUER, loadShippedIssuers } from './fixtures.js';

const now = new Date('2026-11-22T10:00:00Z');

async function sign(at: Date) {
  const { signer, rootPem } = await createTestPki(now);
  const issuer = (await loadShippedIssuers()).issuers[0]!;
  const metadata = buildIssuerMetadata({ identifier: ISSUER, issuer });
  return { jwt: signIssuerMetadata(metadata, signer, at), metadata, root: new X509Certificate(rootPem) };
}

describe('signIssuerMetadata', () => {
  it('SM-02 SM-03 carries every member at the top, with the subject and the time, under its own type', async () => {
    const { jwt, metadata } = await sign(now);
    const header = decodeProtectedHeader(jwt);
    expect(header).toMatchObject({ alg: 'ES256', typ: 'openidvci-issuer-metadata+jwt' });
    const leaf = new X509Certificate(Buffer.from(header.x5c?.[0] ?? '', 'base64'));
    const { payload } = await jwtVerify(jwt, await importX509(leaf.toString(), 'ES256'), { currentDate: now });
    const { iss, sub, iat, exp, ...rest } = payload;
    expect(rest).toEqual(JSON.parse(JSON.stringify(metadata)));
    expect({ iss, sub, iat }).toEqual({ iss: ISSUER, sub: ISSUER, iat: now.getTime() / 1000 });
    expect(exp).toBeGreaterThan(iat ?? 0);
  });

  it('SM-04 has the chain in its header, without the anchor and with a leaf somebody else signed', async () => {
    const { jwt, root } = await sign(now);
    const chain = (decodeProtectedHeader(jwt).x5c ?? []).map((one) => new X509Certificate(Buffer.from(one, 'base64')));
    expect(chain).toHaveLength(1);
    expect(chain[0]!.verify(root.publicKey)).toBe(true);
    expect(chain[0]!.checkIssued(chain[0]!)).toBe(false);
    expect(chain.map((one) => one.fingerprint256)).not.toContain(root.fingerprint256);
  });

  it('SM-05 signed later it says so', async () => {
    const iatOf = (jwt: string) => JSON.parse(Buffer.from(jwt.split('.')[1]!, 'base64url').toString()).iat;
    const later = new Date(now.getTime() + 43_200_000);
    expect(iatOf((await sign(later)).jwt) - iatOf((await sign(now)).jwt)).toBe(43_200);
  });
});
