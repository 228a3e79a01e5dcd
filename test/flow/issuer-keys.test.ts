/** Keys of issuers and configurations, named in the issuers' file and held by the worker alone. */
import { X509Certificate } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { decode } from 'cbor-x';
import { compactVerify, decodeProtectedHeader } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AV, DATASETS, PID_SD_JWT } from '../support/datasets.js';
import { eventually } from '../support/eventually.js';
import { statusOfCredential } from '../support/issued-credential.js';
import { KeyFolder } from '../support/issuer-keys.js';
import { shippedIssuer, writeIssuersFile } from '../support/issuers-file.js';
import { deferSession, redeemSession } from '../support/open-session.js';
import { type Stack, startStack } from '../support/stack.js';
import { send } from '../support/wallet.js';

const certificates: Record<string, string> = {};
const keys = new KeyFolder();
let issuersFile: string;
let stack: Stack;

beforeAll(async () => {
  for (const name of ['town', 'state']) certificates[name] = await keys.add(name);
  certificates['town-pid'] = await keys.add('town-pid', 'P-384');
  const { [AV]: av, [PID_SD_JWT]: pid } = shippedIssuer().credential_configurations;
  issuersFile = writeIssuersFile(
    {
      id: 'town',
      signing: { key: 'town' },
      signed_metadata: true,
      credential_configurations: {
        [AV]: { ...av, status: {} },
        [PID_SD_JWT]: { ...pid, signing: { key: 'town-pid', alg: 'ES384' } },
        strong: { ...av, signing: { key: 'town-pid', alg: 'ES384' } },
      },
    },
    { id: 'state', signing: { key: 'state' } },
    { id: 'unnamed' },
  );
  stack = await startStack({ issuersFile, env: { VOUCHSAFE_ISSUER_KEYS: keys.manifest } });
});
afterAll(() => stack?.stop());

async function issue(issuer: string, configurationId: string): Promise<string> {
  const claims = configurationId === 'strong' ? { claims: { strong: { age_over_18: true } }, supplied: [] } : {};
  const { wallet, tokens } = await redeemSession(stack, {
    offered: [configurationId],
    ...('supplied' in claims ? { supplied: [] } : {}),
    more: { issuer, ...('claims' in claims ? { claims: claims.claims } : {}) },
  });
  const { status, body } = await wallet.requestCredential(tokens, configurationId);
  expect(status, JSON.stringify(body)).toBe(200);
  return body.credentials?.[0]?.credential ?? '';
}

/** Algorithm and signing certificate of an mdoc. */
function authOf(mdoc: string): { alg: unknown; certificate: string } {
  const { issuerAuth } = decode(Buffer.from(mdoc, 'base64url')) as { issuerAuth: [Buffer, any] };
  const header = issuerAuth[1] instanceof Map ? issuerAuth[1].get(33) : issuerAuth[1][33];
  const alg = decode(issuerAuth[0]);
  const certificate = Buffer.from(Array.isArray(header) ? header[0] : header).toString('base64');
  return { alg: alg instanceof Map ? alg.get(1) : alg[1], certificate };
}
const keyOf = (certificate = '') => new X509Certificate(Buffer.from(certificate, 'base64')).publicKey;
const jwks = async (issuer: string) =>
  (await send<{ keys: { x: string; alg: string }[] }>(`${stack.publicUrl}/${issuer}/jwks`)).body.keys;
const xOf = (name: string) => keyOf(certificates[name]).export({ format: 'jwk' }).x;

describe('an issuer that names its key', () => {
  it('signs with it, and another issuer with another', async () => {
    expect(authOf(await issue('town', AV))).toEqual({ alg: -7, certificate: certificates['town'] });
    expect(authOf(await issue('state', AV)).certificate).toBe(certificates['state']);
    const unnamed = authOf(await issue('unnamed', AV)).certificate;
    expect(Object.values(certificates)).not.toContain(unnamed);
  });

  it('CM-17 a configuration may have its own, of another algorithm, which the metadata names', async () => {
    const { body } = await send<any>(`${stack.publicUrl}/.well-known/openid-credential-issuer/town`);
    const algorithms = (id: string) =>
      body.credential_configurations_supported[id].credential_signing_alg_values_supported;
    expect([algorithms(AV), algorithms('strong'), algorithms(PID_SD_JWT)]).toEqual([[-7], [-35], ['ES384']]);
    expect(authOf(await issue('town', 'strong'))).toEqual({ alg: -35, certificate: certificates['town-pid'] });
    const jwt = (await issue('town', PID_SD_JWT)).split('~')[0] ?? '';
    expect(decodeProtectedHeader(jwt)).toMatchObject({ alg: 'ES384', x5c: [certificates['town-pid']] });
    await compactVerify(jwt, keyOf(certificates['town-pid']));
  });

  it('has its own /jwks, with no key of another issuer', async () => {
    const [town, state] = [await jwks('town'), await jwks('state')];
    expect(town.map((one) => one.x).sort()).toEqual([xOf('town'), xOf('town-pid')].sort());
    expect(state.map((one) => one.x)).toEqual([xOf('state')]);
  });

  it('ST-03 SM-02 signs its metadata and its status lists with it', async () => {
    const jws = await eventually(async () => {
      const answer = await send<string>(`${stack.publicUrl}/.well-known/openid-credential-issuer/town`, {
        headers: { accept: 'application/jwt' },
      });
      expect(answer.headers.get('content-type')).toBe('application/jwt');
      return answer.body;
    });
    await compactVerify(jws, keyOf(certificates['town']));
    const { uri } = statusOfCredential(await issue('town', AV)) ?? { uri: '' };
    const list = await send<string>(uri, { headers: { accept: 'application/statuslist+jwt' } });
    await compactVerify(list.body, keyOf(certificates['town']));
  });

  it('DE-16 a new key signs what was deferred before it came, and the old one stays in /jwks', async () => {
    const { wallet, tokens, transactionId, id, backOffice } = await deferSession(stack, { more: { issuer: 'state' } });
    certificates['state-2'] = await keys.add('state-2');
    writeFileSync(issuersFile, readFileSync(issuersFile, 'utf8').replace('"key":"state"', '"key":"state-2"'));
    await eventually(() => expect(stack.workerLog()).toContain('Configuration taken anew'));
    // It was asked for before, and is signed with the key of today.
    await backOffice.supply(id, AV, DATASETS[AV]);
    const { body } = await wallet.collect(tokens, transactionId);
    expect(authOf(body.credentials?.[0]?.credential ?? '').certificate).toBe(certificates['state-2']);
    await stack.kill('api', 'SIGTERM');
    await stack.start('api');
    expect((await jwks('state')).map((one) => one.x).sort()).toEqual([xOf('state'), xOf('state-2')].sort());
  });

  it('a worker with unusable keys keeps those it has, and one that starts tells every fault', async () => {
    const before = readFileSync(issuersFile, 'utf8');
    const faulty = JSON.parse(before);
    faulty.issuers[1].signing.key = 'nobody';
    faulty.issuers[2].signing = { key: 'town', alg: 'ES384' };
    writeFileSync(issuersFile, JSON.stringify(faulty));
    await eventually(() => expect(stack.workerLog()).toContain('names no key nobody'));
    expect(authOf(await issue('town', AV)).certificate).toBe(certificates['town']);
    const failing = startStack({ issuersFile, env: { VOUCHSAFE_ISSUER_KEYS: keys.manifest } });
    const error = await failing.then(
      (started) => started.stop(),
      (thrown: Error) => thrown.message,
    );
    expect(error).toContain('issuer state, key nobody');
    expect(error).toContain('issuer unnamed, key town: the private key is not on P-384, which ES384 needs');
    writeFileSync(issuersFile, before);
  });
});
