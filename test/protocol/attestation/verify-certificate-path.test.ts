import { X509Certificate } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { readCertificates } from '../../../platform/read-certificates.js';
import { verifyCertificatePath } from '../../../protocol/attestation/verify-certificate-path.js';
import { pathLengthOf } from '../../../protocol/attestation/verify-path-length.js';
import type { TestAuthority } from '../../support/wallet-attestation.js';
import { certify, derOf, pemOf } from '../../support/wallet-attestation.js';
import { NOW } from '../expect-refusal.js';

const DAY = 86_400_000;
const at = (days: number) => new Date(NOW.getTime() + days * DAY);
const span = { from: at(-1), to: at(1) };
const make = (options: Parameters<typeof certify>[0]) => certify({ ...span, ...options });

let root: TestAuthority;
let middle: TestAuthority;
let leaf: TestAuthority;
let anchors: X509Certificate[];
const toNode = (one: TestAuthority) => new X509Certificate(pemOf(one));
const verify = (...chain: TestAuthority[]) => verifyCertificatePath(chain.map(derOf), anchors, NOW);

beforeAll(async () => {
  root = await make({ name: 'root', ca: true });
  middle = await make({ name: 'middle', ca: true, issuer: root });
  leaf = await make({ name: 'leaf', issuer: middle });
  anchors = [toNode(root)];
});

describe('verifyCertificatePath', () => {
  it('PR-25 WA-04 accepts a leaf whose path ends at an anchor that is not in the chain', async () => {
    expect(verify(leaf, middle)).toMatchObject({ includesAnchor: false });
    expect(verify(await make({ name: 'direct', issuer: root }))).toMatchObject({ includesAnchor: false });
  });

  it('PR-25 accepts a chain with the anchor in it, and says so', () => {
    expect(verify(leaf, middle, root)).toMatchObject({ includesAnchor: true });
  });

  it('takes an intermediate CA for an anchor where that is configured', () => {
    expect(verifyCertificatePath([derOf(leaf)], [toNode(middle)], NOW)).toMatchObject({ includesAnchor: false });
  });

  const cases: [string, () => Promise<TestAuthority[]>][] = [
    ['PR-25 a self-signed leaf', async () => [await make({ name: 'alone' })]],
    ['WA-04 the anchor itself as leaf', async () => [root]],
    [
      'WA-04 a self-made chain',
      async () => {
        const foreign = await make({ name: 'root', ca: true });
        return [await make({ name: 'leaf', issuer: foreign }), foreign];
      },
    ],
    ['WA-04 an expired leaf', async () => [await certify({ issuer: root, from: at(-2), to: at(-1) })]],
    ['a leaf that is not valid yet', async () => [await certify({ issuer: root, from: at(1), to: at(2) })]],
    [
      'WA-04 an expired intermediate',
      async () => {
        const old = await certify({ name: 'old', ca: true, issuer: root, from: at(-2), to: at(-1) });
        return [await make({ issuer: old }), old];
      },
    ],
    [
      'an intermediate that is no CA',
      async () => {
        const plain = await make({ name: 'plain', issuer: root });
        return [await make({ issuer: plain }), plain];
      },
    ],
    [
      'a path longer than a CA allows',
      async () => {
        const short = await make({ name: 'short', ca: true, pathLength: 0, issuer: root });
        const below = await make({ name: 'below', ca: true, issuer: short });
        return [await make({ issuer: below }), below, short];
      },
    ],
    ['a missing link', async () => [leaf]],
    ['links in the wrong order', async () => [leaf, root, middle]],
    [
      'a leaf named but not signed by the intermediate',
      async () => {
        const twin = await make({ name: 'middle', ca: true, issuer: root });
        return [await make({ name: 'leaf', issuer: twin }), middle];
      },
    ],
  ];
  it.each(cases)('refuses %s', async (_title, chain) => {
    expect(verify(...(await chain()))).toEqual({ fault: expect.any(String) });
  });

  it('refuses an anchor that has expired', async () => {
    const old = await certify({ name: 'old root', ca: true, from: at(-2), to: at(-1) });
    const under = await make({ issuer: old });
    expect(verifyCertificatePath([derOf(under)], [toNode(old)], NOW)).toEqual({ fault: expect.any(String) });
  });

  it.each([[undefined], [[]], ['AA'], [[7]], [['not base64!']], [['AAAA']], [new Array(7).fill('AAAA')], [null]])(
    'refuses %j in place of a chain',
    (x5c) => {
      expect(verifyCertificatePath(x5c, anchors, NOW)).toEqual({ fault: expect.any(String) });
    },
  );

  it('reads path lengths', async () => {
    expect(pathLengthOf(toNode(root))).toBe(Number.POSITIVE_INFINITY);
    expect(pathLengthOf(toNode(await make({ ca: true, pathLength: 3 })))).toBe(3);
    expect(pathLengthOf(toNode(leaf))).toBe(Number.POSITIVE_INFINITY);
  });
});

describe('readCertificates', () => {
  it('reads PEM text, several certificates in one too, and names an entry that is none', () => {
    expect(readCertificates([pemOf(root) + pemOf(middle), pemOf(leaf)], '.')).toHaveLength(3);
    expect(() => readCertificates(['missing.pem'], '/nowhere')).toThrow(/missing\.pem/);
    expect(() => readCertificates(['-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----'], '.')).toThrow();
    expect(() => readCertificates(['-----BEGIN PRIVATE KEY-----'], '.')).toThrow();
  });
});
