/** The documents a wallet reads before anything else, and the nonce endpoint. */
import { describe, expect, it } from 'vitest';
import { AV, PID_MDOC, PID_SD_JWT } from '../support/datasets.js';
import { expectRefused } from '../support/expect-refused.js';
import { sendRaw } from '../support/raw-request.js';
import { sharedStack } from '../support/stack.js';
import { send } from '../support/wallet.js';

const { publicUrl } = sharedStack();
const ISSUER_METADATA = `${publicUrl}/.well-known/openid-credential-issuer`;
const SERVER_METADATA = `${publicUrl}/.well-known/oauth-authorization-server`;
const documents = [
  ['issuer', ISSUER_METADATA],
  ['authorization server', SERVER_METADATA],
] as const;

describe.each(documents)('%s metadata', (_name, url) => {
  it('IM-03 is the same with a trailing slash', async () => {
    expect((await send(`${url}/`)).body).toEqual((await send(url)).body);
  });

  it.each([
    undefined,
    '*/*',
    'application/json',
    'application/json;charset=UTF-8',
    'text/html',
    'application/jwt, */*;q=0.1',
  ])('IM-05 X-09 is exactly application/json, without redirect, for Accept: %s', async (accept) => {
    const { status, headers } = await sendRaw(url, { headers: accept === undefined ? {} : { accept } });
    expect({ status, type: headers['content-type'] }).toEqual({ status: 200, type: 'application/json' });
  });

  it('IM-09 has an ETag, with which it is answered 304', async () => {
    const { headers } = await sendRaw(url);
    const etag = String(headers['etag']);
    expect(headers['cache-control']).toContain('max-age=300');
    expect((await sendRaw(url, { headers: { 'if-none-match': etag } })).status).toBe(304);
    expect((await sendRaw(url, { headers: { 'if-none-match': '"another"' } })).status).toBe(200);
  });

  it('IM-08 has all languages whatever is asked for, and claims none', async () => {
    const { headers, text } = await sendRaw(url, { headers: { 'accept-language': 'de' } });
    expect(headers['content-language']).toBeUndefined();
    expect(headers['vary']).toMatch(/Accept-Language/);
    expect(JSON.parse(text)).toEqual((await send(url)).body);
  });

  it('X-13 says the same whatever Host it is asked for', async () => {
    const forged = { host: 'evil.example', 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'https' };
    const { text } = await sendRaw(url, { headers: forged });
    expect(JSON.parse(text)).toEqual((await send(url)).body);
    expect(text).not.toContain('evil.example');
  });
});

describe('issuer metadata', () => {
  it('IM-06 CM-01 CM-02 CM-06 names the identifier and endpoints below it', async () => {
    const { body } = await send(ISSUER_METADATA);
    expect(body).toMatchObject({
      credential_issuer: publicUrl,
      credential_endpoint: `${publicUrl}/credential`,
      nonce_endpoint: `${publicUrl}/nonce`,
      deferred_credential_endpoint: `${publicUrl}/deferred_credential`,
      notification_endpoint: `${publicUrl}/notification`,
      batch_credential_issuance: { batch_size: 30 },
    });
    // CM-03: the issuer is its own authorization server. CM-09: nothing is promised that is not served.
    for (const absent of ['authorization_servers', 'credential_request_encryption', 'credential_response_encryption'])
      expect(body).not.toHaveProperty(absent);
  });

  it('CM-02 CM-06 every endpoint it names is served', async () => {
    const { body } = await send(ISSUER_METADATA);
    const names = Object.keys(body).filter((name) => name.endsWith('_endpoint'));
    expect(names).toHaveLength(4);
    for (const name of names) expect((await send(body[name] as string, { method: 'POST' })).status).not.toBe(404);
  });

  it('CM-12 CM-14 CM-17 CM-21 describes each configuration by what its format needs', async () => {
    const { body } = await send<{ credential_configurations_supported: Record<string, object> }>(ISSUER_METADATA);
    const proofs = { jwt: { proof_signing_alg_values_supported: ['ES256'] } };
    const mdoc = {
      format: 'mso_mdoc',
      credential_signing_alg_values_supported: [-7],
      cryptographic_binding_methods_supported: ['cose_key', 'did:key', 'did:jwk'],
      proof_types_supported: proofs,
    };
    expect(body.credential_configurations_supported).toMatchObject({
      [AV]: { ...mdoc, doctype: 'eu.europa.ec.av.1' },
      [PID_MDOC]: { ...mdoc, doctype: 'eu.europa.ec.eudi.pid.1' },
      [PID_SD_JWT]: {
        format: 'dc+sd-jwt',
        vct: 'urn:eudi:pid:1',
        credential_signing_alg_values_supported: ['ES256'],
        cryptographic_binding_methods_supported: ['jwk', 'did:key', 'did:jwk'],
        proof_types_supported: proofs,
      },
    });
    expect(Object.keys(body.credential_configurations_supported)).toEqual([AV, PID_MDOC, PID_SD_JWT]);
  });

  it('CM-23 has no members of our own invention', async () => {
    const { body } = await send<Record<string, Record<string, object>>>(ISSUER_METADATA);
    const known =
      /^(credential_issuer|\w+_endpoint|batch_credential_issuance|display|credential_configurations_supported)$/;
    expect(Object.keys(body).filter((name) => !known.test(name))).toEqual([]);
    const members = Object.values(body['credential_configurations_supported'] ?? {}).flatMap((one) => Object.keys(one));
    const knownInside =
      /^(format|scope|doctype|vct|credential_signing_alg_values_supported|cryptographic_binding_methods_supported|proof_types_supported|credential_metadata)$/;
    expect(members.filter((name) => !knownInside.test(name))).toEqual([]);
  });
});

describe('authorization server metadata', () => {
  it('CM-03 AM-01 AM-03 AM-04 names the same identifier and lists what RFC defaults would get wrong', async () => {
    const { body } = await send(SERVER_METADATA);
    expect(body).toMatchObject({
      issuer: publicUrl,
      token_endpoint: `${publicUrl}/token`,
      jwks_uri: `${publicUrl}/jwks`,
      grant_types_supported: ['urn:ietf:params:oauth:grant-type:pre-authorized_code', 'refresh_token'],
      token_endpoint_auth_methods_supported: ['none'],
      dpop_signing_alg_values_supported: expect.arrayContaining(['ES256']),
      authorization_details_types_supported: ['openid_credential'],
      'pre-authorized_grant_anonymous_access_supported': true,
    });
    for (const absent of ['authorization_endpoint', 'authorization_challenge_endpoint'])
      expect(body).not.toHaveProperty(absent);
  });

  it('AM-01 is also where older wallets look for it', async () => {
    const { body } = await send(`${publicUrl}/.well-known/openid-configuration`);
    expect(body).toEqual((await send(SERVER_METADATA)).body);
  });

  it('AM-06 publishes public asymmetric keys only', async () => {
    const { status, headers, body } = await send<{ keys: Record<string, unknown>[] }>(`${publicUrl}/jwks`);
    expect({ status, type: headers.get('content-type') }).toEqual({ status: 200, type: 'application/json' });
    expect(body.keys.length).toBeGreaterThan(0);
    for (const key of body.keys) {
      expect(key).toMatchObject({ kty: 'EC', crv: 'P-256', kid: expect.any(String) });
      expect(key).not.toHaveProperty('d');
    }
  });
});

describe('the nonce endpoint', () => {
  it('NE-01 NE-02 NE-03 answers a bare POST with a nonce and nothing else, which no cache keeps', async () => {
    const { status, headers, text } = await sendRaw(`${publicUrl}/nonce`, {
      method: 'POST',
      headers: { 'content-length': '0' },
    });
    expect(status).toBe(200);
    expect(JSON.parse(text)).toEqual({ c_nonce: expect.stringMatching(/^[A-Za-z0-9_-]{43,}$/) });
    expect(headers['content-type']).toMatch(/^application\/json/);
    expect(headers['cache-control']).toContain('no-store');
  });

  it('NE-04 never gives a nonce twice', async () => {
    const answers = await Promise.all(
      Array.from({ length: 200 }, () => send<{ c_nonce: string }>(`${publicUrl}/nonce`, { method: 'POST' })),
    );
    expect(new Set(answers.map(({ body }) => body.c_nonce)).size).toBe(200);
  });

  it.each(['GET', 'PUT', 'DELETE'])('answers %s 405 and says what is allowed', async (method) => {
    const answer = await send(`${publicUrl}/nonce`, { method });
    expectRefused(answer, 405, 'invalid_request');
    expect(answer.headers.get('allow')).toBe('POST');
  });
});
