/** What a wallet gets from configurations beyond the shipped ones: types served below the issuer, W3C credentials as JWT. */
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BackOffice } from '../support/back-office.js';
import { makeDidJwk } from '../support/dids.js';
import { eventually } from '../support/eventually.js';
import { payloadOf, statusOfCredential } from '../support/issued-credential.js';
import { writeIssuersFile } from '../support/issuers-file.js';
import { type Stack, startStack } from '../support/stack.js';
import { newKey, send, Wallet } from '../support/wallet.js';

const claims_schema = {
  type: 'object',
  properties: { level: { type: 'string', title: 'Level' } },
  required: ['level'],
};
const shared = { display: [{ name: 'Membership', locale: 'en' }], claims_schema, status: {} };
const configurations = {
  sdjwt: { ...shared, format: 'dc+sd-jwt', vct: '/vct/membership', vct_integrity: true },
  web: { ...shared, format: 'dc+sd-jwt', vct: '/vct/web', issuer_keys: 'web' },
  w3c: { ...shared, format: 'jwt_vc_json', credential_definition: { type: ['VerifiableCredential', 'Membership'] } },
};
const issuersFile = writeIssuersFile({ id: 'club', credential_configurations: configurations });
let stack: Stack;

beforeAll(async () => {
  stack = await startStack({ issuersFile });
});
afterAll(() => stack.stop());

async function issue(id: string, useDid = false) {
  const backOffice = new BackOffice(stack);
  const created = await backOffice.create({ credential_configuration_ids: [id], claims: { [id]: { level: 'gold' } } });
  const wallet = new Wallet(created.credential_offer.credential_issuer);
  const tokens = await wallet.redeem(created.credential_offer);
  const key = await newKey();
  const did = makeDidJwk(key.jwk as Record<string, unknown>);
  const header = useDid ? { header: { jwk: undefined, kid: `${did}#0` } } : {};
  const proofs = { jwt: [await wallet.proof(key, await wallet.nonce(), header)] };
  const { status, body } = await wallet.authorized<any>('/credential', tokens, {
    credential_configuration_id: id,
    proofs,
  });
  expect(status, JSON.stringify(body)).toBe(200);
  return { credential: body.credentials[0].credential as string, did };
}

describe('type metadata', () => {
  it('SV-21 SV-22 is served at the type of the credential, with the digest the credential carries', async () => {
    const payload = payloadOf((await issue('sdjwt')).credential);
    expect(payload['vct']).toBe(`${stack.publicUrl}/club/vct/membership`);
    const response = await fetch(payload['vct']);
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'application/json']);
    const bytes = Buffer.from(await response.arrayBuffer());
    expect(payload['vct#integrity']).toBe(`sha256-${createHash('sha256').update(bytes).digest('base64')}`);
    expect(JSON.parse(bytes.toString())).toMatchObject({
      vct: payload['vct'],
      claims: [{ path: ['level'], sd: 'always' }],
    });
  });

  it('SV-21 stands in the issuer metadata under the same name', async () => {
    const { body } = await send<any>(`${stack.publicUrl}/.well-known/openid-credential-issuer/club`);
    expect(body.credential_configurations_supported.sdjwt.vct).toBe(`${stack.publicUrl}/club/vct/membership`);
    expect((await send(`${stack.publicUrl}/club/vct/other`)).status).toBe(404);
  });
});

describe('jwt_vc_json', () => {
  it('JV-01 CM-21 is described by its types', async () => {
    const { body } = await send<any>(`${stack.publicUrl}/.well-known/openid-credential-issuer/club`);
    expect(body.credential_configurations_supported.w3c).toMatchObject({
      format: 'jwt_vc_json',
      credential_definition: { type: ['VerifiableCredential', 'Membership'] },
      credential_metadata: { claims: [{ path: ['credentialSubject', 'level'] }] },
    });
    expect(body.credential_configurations_supported.w3c.credential_definition).not.toHaveProperty('@context');
  });

  it('JV-02 JV-05 JV-07 is issued to a key and to a DID, with a status', async () => {
    const [toKey, toDid] = [await issue('w3c'), await issue('w3c', true)];
    expect(payloadOf(toKey.credential)).toMatchObject({
      cnf: { jwk: { kty: 'EC' } },
      vc: { credentialSubject: { level: 'gold' } },
    });
    expect(payloadOf(toDid.credential)).toMatchObject({ sub: toDid.did, vc: { credentialSubject: { id: toDid.did } } });
    expect(statusOfCredential(toDid.credential)?.uri).toContain('/club/status_lists/');
  });
});

describe('a configuration that is removed', () => {
  it('SV-21 SV-22 SV-23 leaves what verifiers of its credentials ask for', async () => {
    const text = async (path: string) => {
      const response = await fetch(`${stack.publicUrl}${path}`);
      return [response.status, await response.text()];
    };
    const paths = ['/club/vct/membership', '/club/vct/web', '/.well-known/jwt-vc-issuer/club'];
    const before = await Promise.all(paths.map(text));
    expect(before.map(([status]) => status)).toEqual([200, 200, 200]);
    const file = JSON.parse(readFileSync(issuersFile, 'utf8'));
    file.issuers[0].credential_configurations = { w3c: configurations.w3c };
    writeFileSync(issuersFile, JSON.stringify(file));
    await eventually(async () => {
      const [, body] = await text('/.well-known/openid-credential-issuer/club');
      expect(body).not.toContain('membership"');
    });
    expect(await Promise.all(paths.map(text))).toEqual(before);
    expect((await text('/club/vct/other'))[0]).toBe(404);
  });
});
