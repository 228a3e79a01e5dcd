import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { DidDocumentOutcome } from '../../../protocol/proof/did-methods.js';
import { parseDidWeb } from '../../../protocol/proof/parse-did-web.js';
import { findDocumentKey } from '../../../protocol/proof/verify-did-document.js';
import { verifyJwtProofs } from '../../../protocol/proof/verify-jwt-proof.js';
import { didDocument, makePointDidKey } from '../../support/dids.js';
import { expectRefusal, ISSUER, NOW, NOW_SECONDS } from '../expect-refusal.js';
import type { TestKey } from '../signed-jwt.js';
import { makeKey, signJwt } from '../signed-jwt.js';

const DID = 'did:web:wallet.example';
const KID = `${DID}#key-1`;
let key: TestKey;
beforeAll(async () => {
  key = await makeKey();
});

describe('parseDidWeb', () => {
  it.each([
    ['did:web:wallet.example', 'https://wallet.example/.well-known/did.json'],
    ['did:web:Wallet.example', 'https://Wallet.example/.well-known/did.json'],
    ['did:web:wallet.example:users:alice', 'https://wallet.example/users/alice/did.json'],
    ['did:web:wallet.example%3A8443', 'https://wallet.example:8443/.well-known/did.json'],
    ['did:web:localhost%3a8443:a.b-c_d', 'https://localhost:8443/a.b-c_d/did.json'],
    ['did:web:xn--bcher-kva.example', 'https://xn--bcher-kva.example/.well-known/did.json'],
  ])('PR-05 finds the document of %s', (did, url) => {
    expect(parseDidWeb(did)).toBe(url);
  });

  it.each([
    'did:web:',
    'did:key:z6Mk',
    'web:wallet.example',
    'did:web:127.0.0.1',
    'did:web:169.254.169.254:latest',
    'did:web:0x7f.1',
    'did:web:2130706433',
    'did:web:0177.0.0.1',
    'did:web:%5B%3A%3A1%5D',
    'did:web:[::1]',
    'did:web:user@wallet.example',
    'did:web:user%40wallet.example',
    'did:web:wallet.example%2Fpath',
    'did:web:wallet.example/path',
    'did:web:wallet.example?query',
    'did:web:wallet.example%3A99999',
    'did:web:wallet.example%3A8443%3A1',
    'did:web:wallet.example:..',
    'did:web:wallet.example:%2e%2e',
    'did:web:wallet.example:a%2Fb',
    'did:web:wallet.example::a',
    'did:web:wallet.example:',
    'did:web:-wallet.example',
    'did:web:wallet..example',
    'did:web:wallet.example.',
    'did:web:wallet.example\n',
    'did:web:bücher.example',
    `did:web:${'a'.repeat(600)}`,
  ])('PR-05 does not go to %s', (did) => {
    expect(parseDidWeb(did)).toBeUndefined();
  });

  it('PR-05 leads to https, a host that is no address, and a file did.json, whatever the DID says', () => {
    const character = fc.constantFrom(...'aZ09.-_%:/@?#[]\\ 3A2fx');
    fc.assert(
      fc.property(fc.string({ unit: character, maxLength: 40 }), (rest) => {
        const address = parseDidWeb(`did:web:${rest}`);
        if (address === undefined) return;
        const url = new URL(address);
        expect(url.protocol + url.username + url.search + url.hash).toBe('https:');
        expect(url.hostname).toMatch(/[a-z-]/i);
        expect(url.pathname).toMatch(/\/did\.json$/);
        // As many folders as the DID names: none of its parts leads upwards, or holds several.
        expect(url.pathname.split('/').length - 2).toBe(Math.max(rest.split(':').length - 1, 1));
      }),
    );
  });
});

describe('findDocumentKey', () => {
  const jwk = { kty: 'EC', crv: 'P-256', x: 'x', y: 'y' };
  const method = { id: KID, type: 'JsonWebKey', controller: DID, publicKeyJwk: jwk };

  it('PR-05 finds a key by its full and by its relative name, listed or embedded', () => {
    const relative = { verificationMethod: [{ ...method, id: '#key-1' }], authentication: ['#key-1'] };
    const embedded = { verificationMethod: undefined, authentication: [method] };
    for (const change of [{}, relative, embedded])
      expect(findDocumentKey(didDocument(DID, jwk, change), DID, KID)).toEqual({ key: jwk });
  });

  it('PR-05 reads a key in multibase', async () => {
    const { kty, crv, x, y } = (await makeKey()).publicJwk as { kty: string; crv: string; x: string; y: string };
    const publicKeyMultibase = makePointDidKey({ kty, crv, x, y }).slice('did:key:'.length);
    const verificationMethod = [{ id: KID, type: 'Multikey', controller: DID, publicKeyMultibase }];
    expect(findDocumentKey(didDocument(DID, {}, { verificationMethod }), DID, KID)).toEqual({
      key: { kty, crv, x, y },
    });
  });

  it.each<[string, unknown, RegExp]>([
    ['no object', [], /object/],
    ['another DID', didDocument('did:web:other.example', jwk), /another DID/],
    ['no id', didDocument(DID, jwk, { id: undefined }), /another DID/],
    ['no methods', didDocument(DID, jwk, { verificationMethod: [] }), /no such/],
    ['methods that are none', didDocument(DID, jwk, { verificationMethod: [null, 1, 'x'] }), /no such/],
    ['methods in no list', didDocument(DID, jwk, { verificationMethod: { 0: method } }), /list/],
    ['too many methods', didDocument(DID, jwk, { verificationMethod: Array(101).fill(method) }), /list/],
    ['the method twice', didDocument(DID, jwk, { verificationMethod: [method, method] }), /several/],
    [
      'a key for something else',
      didDocument(DID, jwk, { authentication: [], assertionMethod: [KID] }),
      /authentication/,
    ],
    [
      'a key somebody else controls',
      didDocument(DID, jwk, { verificationMethod: [{ ...method, controller: 'did:web:x' }] }),
      /controller/,
    ],
    ['a private key', didDocument(DID, { ...jwk, d: 'd' }), /private/],
    ['no key', didDocument(DID, 'x'), /neither/],
  ])('PR-05 finds none in a document with %s', (_title, document, expected) => {
    const found = findDocumentKey(document, DID, KID);
    expect('fault' in found ? found.fault : 'a key').toMatch(expected);
  });

  it('answers for any document', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        findDocumentKey(value, DID, KID);
        findDocumentKey({ id: DID, verificationMethod: value, authentication: value }, DID, KID);
      }),
    );
  });
});

describe('a proof named by a did:web', () => {
  const prove = (kid: string) =>
    signJwt({ alg: 'ES256', typ: 'openid4vci-proof+jwt', kid }, { aud: ISSUER, iat: NOW_SECONDS, nonce: 'n' }, key);
  const verify = async (kid: string, outcome: DidDocumentOutcome, allowDids: readonly ('did:web' | 'did:jwk')[]) => {
    const asked: string[] = [];
    const resolveDidWeb = async (did: string) => {
      asked.push(did);
      return outcome;
    };
    const rules = { issuer: ISSUER, now: NOW, algorithms: ['ES256'], requireNonce: true, clientAuthenticated: false };
    const run = () => prove(kid).then((jwt) => verifyJwtProofs([jwt], { ...rules, allowDids, resolveDidWeb } as never));
    return { asked, run };
  };

  it('PR-05 verifies with the key of the document, and says which DID it was', async () => {
    const { run, asked } = await verify(KID, { document: didDocument(DID, key.publicJwk) }, ['did:web']);
    expect(await run()).toMatchObject([{ keyReference: 'kid', did: DID }]);
    expect(asked).toEqual([DID]);
  });

  it('PR-05 looks nothing up where did:web is not among the methods', async () => {
    const { run, asked } = await verify(KID, { document: didDocument(DID, key.publicJwk) }, ['did:jwk']);
    const error = await expectRefusal(run, 'proof_kid_unresolvable', 'invalid_proof');
    expect(error.evidence.expected).toContain('did:jwk DID URL');
    expect(asked).toEqual([]);
  });

  it.each<[string, string, DidDocumentOutcome, number]>([
    ['a DID without a fragment', DID, { document: {} }, 0],
    ['an empty fragment', `${DID}#`, { document: {} }, 0],
    ['two fragments', `${KID}#key-2`, { document: {} }, 0],
    ['a document that cannot be had', KID, { fault: 'The server of the DID document answers 404.' }, 1],
    ['a document without the key', `${DID}#key-2`, { document: didDocument(DID, {}) }, 1],
  ])('PR-05 refuses %s', async (_title, kid, outcome, lookups) => {
    const { run, asked } = await verify(kid, outcome, ['did:web']);
    const error = await expectRefusal(run, 'proof_did_unresolvable', 'invalid_proof');
    expect([asked.length, JSON.stringify(error.evidence).includes('wallet.example')]).toEqual([lookups, false]);
  });

  it('PR-11 refuses a proof signed with another key than that of the document', async () => {
    const other = await makeKey();
    const { run } = await verify(KID, { document: didDocument(DID, other.publicJwk) }, ['did:web']);
    await expectRefusal(run, 'proof_signature', 'invalid_proof');
  });
});
