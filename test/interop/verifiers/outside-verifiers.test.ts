/** Other people's verifiers judge what the writers of credentials/ produce: each accepts ours and refuses a changed one. */
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import type { CredentialSigner, HolderJwk } from '../../../credentials/credential-format.js';
import { issueCredential } from '../../../credentials/registry.js';
import {
  createTestPki,
  ISSUER,
  MDOC_PID_CLAIMS,
  newHolderKey,
  SD_JWT_PID_CLAIMS,
  shippedConfiguration,
} from '../../credentials/fixtures.js';
import { type Verdict, verifyMdocOutside, verifySdJwtOutside } from '../../support/verifiers.js';

const STATUS = { status_list: { idx: 4711, uri: 'https://issuer.example/status_lists/1' } };
const TIMEOUT = 30_000;
let pki: { signer: CredentialSigner; rootPem: string };
let strangersRoot: string;

beforeAll(async () => {
  pki = await createTestPki();
  strangersRoot = (await createTestPki()).rootPem;
});

afterEach(() => {
  vi.unstubAllEnvs();
});

async function issue(
  id: string,
  claims: Record<string, unknown>,
  holderKey: HolderJwk = newHolderKey(),
): Promise<string> {
  const configuration = await shippedConfiguration(id);
  return issueCredential({
    configuration,
    claims,
    holderKey,
    signer: pki.signer,
    issuer: ISSUER,
    now: new Date(),
    status: STATUS,
  });
}

function outcome(verdicts: readonly Verdict[]): Record<string, string> {
  return Object.fromEntries(
    verdicts.map(({ verifier, ok, error }) => [verifier, ok ? 'accepted' : `refused: ${error}`]),
  );
}

function expectAllRefuse(verdicts: readonly Verdict[], count: number): void {
  expect(verdicts).toHaveLength(count);
  for (const verdict of verdicts) expect(verdict).toMatchObject({ ok: false, claims: {} });
}

describe('mso_mdoc', { timeout: TIMEOUT }, () => {
  const accepted = { pymdoccbor: 'accepted', 'cbor2+cryptography': 'accepted', '@owf/mdoc': 'accepted' };

  it('MD-06 MD-07 MD-12 MD-16 is accepted with the claims that were put in', async () => {
    const verdicts = await verifyMdocOutside(await issue('eu.europa.ec.eudi.pid_mdoc', MDOC_PID_CLAIMS), pki.rootPem);
    expect(outcome(verdicts)).toEqual(accepted);
    for (const { claims } of verdicts) expect(claims).toEqual(MDOC_PID_CLAIMS);
  });

  it('AV-01 is accepted as a proof of age', async () => {
    const claims = { age_over_18: true, age_over_65: false };
    const verdicts = await verifyMdocOutside(await issue('eu.europa.ec.av.1', claims), pki.rootPem);
    expect(outcome(verdicts)).toEqual(accepted);
    for (const verdict of verdicts) expect(verdict.claims).toEqual(claims);
  });

  it('MD-07 is refused when a byte of an item changes', async () => {
    const bytes = Buffer.from(await issue('eu.europa.ec.eudi.pid_mdoc', MDOC_PID_CLAIMS), 'base64url');
    const at = bytes.indexOf('UT Registry');
    bytes.writeUInt8(bytes.readUInt8(at) ^ 1, at);
    expectAllRefuse(await verifyMdocOutside(bytes.toString('base64url'), pki.rootPem), 3);
  });

  it('MD-06 is refused when a byte of the signature changes', async () => {
    const bytes = Buffer.from(await issue('eu.europa.ec.av.1', { age_over_18: true }), 'base64url');
    bytes.writeUInt8(bytes.readUInt8(bytes.length - 1) ^ 1, bytes.length - 1);
    expectAllRefuse(await verifyMdocOutside(bytes.toString('base64url'), pki.rootPem), 3);
  });

  it('MD-20 is refused under another root', async () => {
    const credential = await issue('eu.europa.ec.av.1', { age_over_18: true });
    expectAllRefuse(await verifyMdocOutside(credential, strangersRoot), 3);
  });
});

describe('dc+sd-jwt', { timeout: TIMEOUT }, () => {
  it('SV-01 SV-07 SV-14 is accepted with the claims that were put in', async () => {
    const verdicts = await verifySdJwtOutside(
      await issue('eu.europa.ec.eudi.pid_sd_jwt', SD_JWT_PID_CLAIMS),
      pki.rootPem,
    );
    expect(outcome(verdicts)).toEqual({ 'sd-jwt (Python)': 'accepted', '@sd-jwt/sd-jwt-vc': 'accepted' });
    const picture = `data:image/jpeg;base64,${SD_JWT_PID_CLAIMS.picture}`;
    for (const { claims } of verdicts) {
      const { cnf, iat, nbf, exp, ...rest } = claims;
      expect([cnf, iat, nbf, exp]).toEqual([
        expect.any(Object),
        expect.any(Number),
        expect.any(Number),
        expect.any(Number),
      ]);
      expect(rest).toEqual({ ...SD_JWT_PID_CLAIMS, picture, vct: 'urn:eudi:pid:1', iss: ISSUER, status: STATUS });
    }
  });

  it('SV-08 is refused, or loses the claim, when a disclosure changes', async () => {
    const [jwt = '', first = '', ...rest] = (await issue('eu.europa.ec.eudi.pid_sd_jwt', SD_JWT_PID_CLAIMS)).split('~');
    const [salt, name] = JSON.parse(Buffer.from(first, 'base64url').toString());
    const forged = Buffer.from(JSON.stringify([salt, name, 'Somebody Else'])).toString('base64url');
    const verdicts = await verifySdJwtOutside([jwt, forged, ...rest].join('~'), pki.rootPem);
    expect(verdicts).toHaveLength(2);
    for (const verdict of verdicts) expect(JSON.stringify(verdict)).not.toContain('Somebody Else');
  });

  it('is refused when a byte of the signed part changes', async () => {
    const credential = await issue('eu.europa.ec.eudi.pid_sd_jwt', SD_JWT_PID_CLAIMS);
    const [header = '', payload = '', ...rest] = credential.split('.');
    const changed = Buffer.from(payload, 'base64url').toString().replace('urn:eudi:pid:1', 'urn:eudi:pid:2');
    const forged = [header, Buffer.from(changed).toString('base64url'), ...rest].join('.');
    expectAllRefuse(await verifySdJwtOutside(forged, pki.rootPem), 2);
  });

  it('SV-02 is refused under another root', async () => {
    expectAllRefuse(
      await verifySdJwtOutside(await issue('eu.europa.ec.eudi.pid_sd_jwt', SD_JWT_PID_CLAIMS), strangersRoot),
      2,
    );
  });
});

it('a verifier that is not installed fails the test, it is not skipped', () => {
  vi.stubEnv('VOUCHSAFE_VERIFIERS_PYTHON', '/nowhere/python');
  expect(() => verifyMdocOutside('', '')).toThrow(/requirements\.txt/);
});
