// Judges a dc+sd-jwt credential with @sd-jwt/sd-jwt-vc, in a process of its own.
// Reads {credential, rootPem} on stdin, prints {results: [{verifier, ok, claims, error}]}.
import { createHash, verify, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { deflateSync } from 'node:zlib';
import { SDJwtVcInstance } from '@sd-jwt/sd-jwt-vc';

const request = JSON.parse(readFileSync(0, 'utf8'));
const root = new X509Certificate(request.rootPem);

const encode = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');
const decode = (text) => JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));

/** The leaf's key, once the chain in the header leads to the root. */
function issuerKey(header) {
  const chain = [...header.x5c.map((der) => new X509Certificate(Buffer.from(der, 'base64'))), root];
  chain.slice(0, -1).forEach((subject, index) => {
    const issuer = chain[index + 1];
    if (!subject.checkIssued(issuer) || !subject.verify(issuer.publicKey)) throw new Error('the chain is broken');
  });
  return chain[0].publicKey;
}

function verifySignature(data, signature) {
  const header = decode(data.split('.')[0]);
  if (header.typ !== 'dc+sd-jwt' || header.alg !== 'ES256') throw new Error('unexpected typ or alg');
  const key = { key: issuerKey(header), dsaEncoding: 'ieee-p1363' };
  return verify('sha256', Buffer.from(data, 'ascii'), key, Buffer.from(signature, 'base64url'));
}

/** The library fetches the credential's status list from the network; it gets one here in which all is valid. */
function localStatusList(uri) {
  const now = Math.floor(Date.now() / 1000);
  const list = deflateSync(Buffer.alloc(1 << 20)).toString('base64url');
  const payload = { sub: uri, iat: now, exp: now + 60, status_list: { bits: 1, lst: list } };
  return `${encode({ alg: 'ES256', typ: 'statuslist+jwt' })}.${encode(payload)}.${Buffer.alloc(64).toString('base64url')}`;
}

const instance = new SDJwtVcInstance({
  verifier: verifySignature,
  hasher: (data, algorithm) => createHash(algorithm.replace('-', '')).update(data).digest(),
  hashAlg: 'sha-256',
  statusListFetcher: async (uri) => localStatusList(uri),
  statusVerifier: async () => true,
});

const result = await instance.verify(request.credential).then(
  ({ payload }) => ({ verifier: '@sd-jwt/sd-jwt-vc', ok: true, claims: payload }),
  (error) => ({ verifier: '@sd-jwt/sd-jwt-vc', ok: false, claims: {}, error: String(error) }),
);
process.stdout.write(JSON.stringify({ results: [result] }));
