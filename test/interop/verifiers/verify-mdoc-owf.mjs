// Judges an mso_mdoc credential with @owf/mdoc, in a process of its own: importing it changes zod and cbor-x globally.
// Reads {credential, rootPem} on stdin, prints {results: [{verifier, ok, claims, error}]}.
import { createHash, createPublicKey, randomBytes, verify, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { CoseKey, Holder, IssuerSigned } from '@owf/mdoc';

const request = JSON.parse(readFileSync(0, 'utf8'));

const parse = (certificate) => new X509Certificate(certificate);

function verifyCertificateChain({ trustedCertificates, x5chain, now = new Date() }) {
  const chain = [...x5chain, ...trustedCertificates].map(parse);
  chain.slice(0, -1).forEach((subject, index) => {
    const issuer = chain[index + 1];
    if (!subject.checkIssued(issuer) || !subject.verify(issuer.publicKey)) throw new Error('the chain is broken');
    if (now < new Date(subject.validFrom) || now > new Date(subject.validTo))
      throw new Error('a certificate is not valid');
  });
}

const context = {
  crypto: {
    random: randomBytes,
    digest: ({ digestAlgorithm, bytes }) => createHash(digestAlgorithm.replace('-', '')).update(bytes).digest(),
    calculateEphemeralMacKey: () => {
      throw new Error('not used');
    },
  },
  cose: {
    sign1: {
      verify: ({ key, sign1 }) =>
        verify(
          'sha256',
          sign1.toBeSigned,
          { key: createPublicKey({ key: key.jwk, format: 'jwk' }), dsaEncoding: 'ieee-p1363' },
          sign1.signature,
        ),
    },
  },
  x509: {
    getIssuerNameField: ({ certificate, field }) =>
      parse(certificate)
        .issuer.split('\n')
        .filter((line) => line.startsWith(`${field}=`))
        .map((line) => line.slice(field.length + 1)),
    getPublicKey: ({ certificate }) => CoseKey.fromJwk(parse(certificate).publicKey.export({ format: 'jwk' })),
    verifyCertificateChain,
    getCertificateData: ({ certificate }) => {
      const { issuer, subject, serialNumber, fingerprint256, validFrom, validTo } = parse(certificate);
      const dates = { notBefore: new Date(validFrom), notAfter: new Date(validTo) };
      return { issuerName: issuer, subjectName: subject, serialNumber, thumbprint: fingerprint256, ...dates, pem: '' };
    },
  },
};

function toJson(value) {
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64');
  if (value instanceof Date) return `${value.toISOString().slice(0, 19)}Z`;
  if (value instanceof Map) return Object.fromEntries([...value].map(([name, entry]) => [name, toJson(entry)]));
  if (Array.isArray(value)) return value.map(toJson);
  if (typeof value === 'bigint') return Number(value);
  return value?.toJSON?.() ?? value;
}

async function judge() {
  await Holder.verifyIssuerSigned(
    { issuerSigned: request.credential, trustedCertificates: [parse(request.rootPem).raw] },
    context,
  );
  const { issuerNamespaces } = IssuerSigned.fromEncodedForOid4Vci(request.credential);
  const items = [...issuerNamespaces.issuerNamespaces.values()].flat();
  return Object.fromEntries(items.map((item) => [item.elementIdentifier, toJson(item.elementValue)]));
}

const result = await judge().then(
  (claims) => ({ verifier: '@owf/mdoc', ok: true, claims }),
  (error) => ({ verifier: '@owf/mdoc', ok: false, claims: {}, error: String(error) }),
);
process.stdout.write(JSON.stringify({ results: [result] }));
