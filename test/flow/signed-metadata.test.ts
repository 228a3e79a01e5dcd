import { readFileSync, writeFileSync } from 'node:fs';
import { decodeProtectedHeader } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from '../support/eventually.js';
import { payloadOf } from '../support/issued-credential.js';
import { writeIssuersFile } from '../support/issuers-file.js';
import { type Stack, startStack } from '../support/stack.js';
import { send } from '../support/wallet.js';

let stack: Stack;
let url: string;
let issuersFile: string;

beforeAll(async () => {
  issuersFile = writeIssuersFile(
    { id: 'signing', signed_metadata: true },
    { id: 'plain' },
    { id: 'sealed', signed_metadata: true, encryption: { request: 'required', response: 'optional' } },
  );
  stack = await startStack({
    issuersFile,
  });
  url = `${stack.publicUrl}/.well-known/openid-credential-issuer`;
});
afterAll(() => stack.stop());

const get = (path: string, accept?: string) =>
  send<any>(url + path, accept === undefined ? {} : { headers: { accept } });
const typeOf = async (path: string, accept?: string) => (await get(path, accept)).headers.get('content-type');

describe('signed metadata', () => {
  it('SM-01 SM-03 is a bare JWS with the members of the JSON form', async () => {
    const jws = await eventually(async () => {
      const { headers, body } = await get('/signing', 'application/jwt');
      expect(headers.get('content-type')).toBe('application/jwt');
      return body as string;
    });
    expect(jws).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+$/);
    expect(decodeProtectedHeader(jws).typ).toBe('openidvci-issuer-metadata+jwt');
    const { iss, sub, iat, exp, ...rest } = payloadOf(jws);
    expect(rest).toEqual((await get('/signing')).body);
    expect([iss, sub]).toEqual([rest['credential_issuer'], `${stack.publicUrl}/signing`]);
    expect(exp).toBeGreaterThan(iat);
  });

  it.each([
    [undefined, 'application/json'],
    ['*/*', 'application/json'],
    ['application/*', 'application/json'],
    ['application/json, application/jwt', 'application/json'],
    ['application/jwt;q=0.9, application/json;q=0.5', 'application/jwt'],
    ['application/jwt;q=0.5, application/json;q=0.9', 'application/json'],
    ['application/jwt, application/json;q=0.1', 'application/jwt'],
    ['text/html', 'application/json'],
  ])('IM-07 to %s answers %s', async (accept, type) => {
    expect(await typeOf('/signing', accept)).toBe(type);
  });

  it('SM-05 is not signed anew for every request', async () => {
    const [first, second] = [await get('/signing', 'application/jwt'), await get('/signing', 'application/jwt')];
    expect(first.headers.get('content-type')).toBe('application/jwt');
    expect(second.body).toBe(first.body);
  });

  it('is given by issuers that are configured so, and JSON by others whatever is asked', async () => {
    expect(await typeOf('/plain', 'application/jwt')).toBe('application/json');
  });

  it('SM-03 CM-08 names the keys of encrypted requests too, and is signed anew when they change', async () => {
    const keyIn = (body: any) => body.credential_request_encryption?.jwks.keys[0].kid as string | undefined;
    const signedKey = () =>
      eventually(async () => {
        const { headers, body } = await get('/sealed', 'application/jwt');
        expect(headers.get('content-type')).toBe('application/jwt');
        const { iss, sub, iat, exp, ...rest } = payloadOf(body);
        expect(rest).toEqual((await get('/sealed')).body);
        return keyIn(rest);
      }, 60_000);
    const before = await signedKey();
    expect(before).toMatch(/^[\w-]{43}$/);
    const file = JSON.parse(readFileSync(issuersFile, 'utf8'));
    file.issuers[2].encryption.request_key_generation = 2;
    writeFileSync(issuersFile, JSON.stringify(file));
    await eventually(async () => expect(keyIn((await get('/sealed')).body)).not.toBe(before));
    expect(await signedKey()).not.toBe(before);
  }, 90_000);
});
