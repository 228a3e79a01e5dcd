import { beforeAll, describe, expect, it } from 'vitest';
import type { CredentialSigner } from '../../../credentials/credential-format.js';
import { compressStatuses, packStatuses } from '../../../credentials/status-list/pack-statuses.js';
import { signStatusListCwt } from '../../../credentials/status-list/sign-status-list-cwt.js';
import { signStatusListJwt } from '../../../credentials/status-list/sign-status-list-jwt.js';
import { judgeStatusLists } from '../../support/status-verifier.js';
import { createTestPki } from '../fixtures.js';

const now = new Date('2026-11-22T10:00:00.700Z');
const iat = Date.parse('2026-11-22T10:00:00Z') / 1000;
const content = {
  uri: 'https://issuer.example/tenant/status_lists/abc',
  bits: 2 as const,
  list: compressStatuses(
    packStatuses(2, 4096, [
      { index: 5, value: 1 },
      { index: 4095, value: 2 },
    ]),
  ),
  issuedAt: now,
  expiresAt: new Date(now.getTime() + 86_400_000),
  ttl: 300,
  aggregationUri: 'https://issuer.example/tenant/status_lists',
};
const judged = {
  claims: { sub: content.uri, iat, exp: iat + 86_400, ttl: 300 },
  bits: 2,
  aggregation: content.aggregationUri,
  size: 4096,
  set: { 5: 1, 4095: 2 },
};
let pki: { signer: CredentialSigner; rootPem: string };
beforeAll(async () => {
  pki = await createTestPki(now);
});

describe('status list tokens', () => {
  it('ST-02 ST-03 ST-04 say the same in both encodings to a reader of its own', () => {
    const { jwt, cwt } = judgeStatusLists(
      signStatusListJwt(content, pki.signer),
      signStatusListCwt(content, pki.signer),
      pki.rootPem,
    );
    expect(jwt).toEqual(judged);
    expect(cwt).toEqual(judged);
  });

  it('ST-04 begin with the tag of COSE_Sign1 and no other', () => {
    const cwt = signStatusListCwt(content, pki.signer);
    expect([cwt[0], cwt[1]]).toEqual([0xd2, 0x84]);
  });

  it('ST-02 ST-04 are refused under another root and with a changed byte', async () => {
    const [jwt, cwt] = [signStatusListJwt(content, pki.signer), signStatusListCwt(content, pki.signer)];
    const strangers = judgeStatusLists(jwt, cwt, (await createTestPki(now)).rootPem);
    expect([strangers.jwt.error, strangers.cwt.error]).toEqual([expect.any(String), expect.any(String)]);
    const last = cwt.length - 1;
    cwt.writeUInt8(cwt.readUInt8(last) ^ 1, last);
    const [header, payload, signature] = jwt.split('.');
    const forged = Buffer.from(payload ?? '', 'base64url')
      .toString()
      .replace('"ttl":300', '"ttl":301');
    const changed = judgeStatusLists(
      [header, Buffer.from(forged).toString('base64url'), signature].join('.'),
      cwt,
      pki.rootPem,
    );
    expect([changed.jwt.error, changed.cwt.error]).toEqual([expect.any(String), expect.any(String)]);
  });
});
