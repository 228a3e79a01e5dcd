/** Lists of wallet providers: what makes one believable, and what is taken from it. */
import { createHash, X509Certificate } from 'node:crypto';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { TrustListFault, verifyTrustList } from '../../../protocol/trust-list/verify-trust-list.js';
import { WALLET_PROVIDERS_LIST, WALLET_REVOCATION_SERVICE } from '../../../protocol/trust-list/z-trust-list.js';
import { type TrustListChange, trustList, trustListPayload } from '../../support/trust-list.js';
import { certify, derOf, pemOf, type TestAuthority } from '../../support/wallet-attestation.js';

const NOW = new Date();
const DAY = 86_400_000;
const later = (days: number) => new Date(NOW.getTime() + days * DAY).toISOString();

let operator: TestAuthority;
let provider: TestAuthority;
const toNode = (one: TestAuthority) => new X509Certificate(pemOf(one));
const rules = (signer = operator, now = NOW) => ({ signers: [toNode(signer)], type: WALLET_PROVIDERS_LIST, now });
const verified = async (change: TrustListChange = {}, providers = [provider]) =>
  verifyTrustList(await trustList(operator, providers, { now: NOW, ...change }), rules());

beforeAll(async () => {
  operator = await certify({ name: 'operator' });
  provider = await certify({ name: 'provider', ca: true });
});

describe('EU-10 a list of wallet providers', () => {
  it('names those who may sign attestations, and until when', async () => {
    const list = await verified();
    expect(list.providers.map((one) => one.fingerprint256)).toEqual([toNode(provider).fingerprint256]);
    expect(list).toMatchObject({ sequence: 1, nextUpdate: NOW.getTime() + DAY, statusSigners: [], unreadable: 0 });
  });

  it('is signed by a configured certificate, or by one of a configured authority', async () => {
    const authority = await certify({ name: 'authority', ca: true });
    const signer = await certify({ name: 'signer', issuer: authority });
    const text = await trustList(operator, [provider], { signer });
    await expect(verifyTrustList(text, rules(authority))).resolves.toMatchObject({ sequence: 1 });
    await expect(verifyTrustList(text, rules())).rejects.toThrow('not one of signers');
  });

  it('keeps apart who signs status lists, and leaves out who is not trusted any more or cannot be read', async () => {
    const service = { ServiceTypeIdentifier: WALLET_REVOCATION_SERVICE };
    expect(await verified({ service })).toMatchObject({ providers: [], statusSigners: [expect.anything()] });
    const ServiceStatus = 'http://uri.etsi.org/19602/SvcStatus/withdrawn';
    expect((await verified({ service: { ServiceStatus } })).providers).toEqual([]);
    const certificates = [{ val: 'AAAA' }, { val: derOf(provider).replace(/(.{64})/g, '$1\n') }];
    const mixed = await verified({ service: { ServiceDigitalIdentity: { X509Certificates: certificates } } });
    expect([mixed.providers.length, mixed.unreadable]).toEqual([1, 1]);
    const empty = trustListPayload([]);
    expect(
      (await verified({ payload: { LoTE: { ...empty.LoTE, TrustedEntitiesList: undefined } } })).providers,
    ).toEqual([]);
  });

  it('may say when it was signed, by which certificate, and that this is critical', async () => {
    const digest = createHash('sha256').update(toNode(operator).raw).digest('base64url');
    const header = { 'x5t#S256': digest, sigT: NOW.toISOString(), crit: ['sigT'] };
    await expect(verified({ header })).resolves.toMatchObject({ sequence: 1 });
  });

  it.each<[string, TrustListChange, string]>([
    ['no certificate', { header: { x5c: undefined } }, 'no readable x5c'],
    ['the thumbprint of another certificate', { header: { 'x5t#S256': 'AAAA' } }, 'x5t#S256'],
    ['critical parameters nobody knows', { header: { crit: ['sigD'], sigD: {} } }, 'critical'],
    ['the typ of an attestation', { header: { typ: 'key-attestation+jwt' } }, 'typ'],
    ['another type', { about: { LoTEType: `${WALLET_PROVIDERS_LIST}2` } }, 'another type'],
    ['no next update', { about: { NextUpdate: undefined } }, 'NextUpdate'],
    ['one that has passed', { about: { NextUpdate: later(-0.5) } }, 'has passed'],
    ['been closed', { about: { NextUpdate: null } }, 'closed'],
    ['an issue date to come', { about: { ListIssueDateTime: later(0.5) } }, 'future'],
    ['another version', { about: { LoTEVersionIdentifier: 2 } }, 'LoTEVersionIdentifier'],
    ['no list in it', { payload: { sub: 'me' } }, 'not a list of trusted entities'],
    ['no object in it', { payload: [] }, 'not a JSON object'],
  ])('is not believed that has %s', async (_what, change, reason) => {
    await expect(verified(change)).rejects.toThrow(reason);
  });

  it('is not believed that was changed, nor one by a stranger of the same name', async () => {
    const text = await trustList(operator, [provider]);
    const [header, , signature] = text.split('.');
    const payload = Buffer.from(JSON.stringify(trustListPayload([operator]))).toString('base64url');
    await expect(verifyTrustList(`${header}.${payload}.${signature}`, rules())).rejects.toThrow('signature');
    const stranger = await certify({ name: 'operator' });
    await expect(verified({ signer: stranger })).rejects.toThrow('not one of signers');
    await expect(verifyTrustList(text, rules(operator, new Date(NOW.getTime() + 2 * DAY)))).rejects.toThrow('validity');
  });

  it('whatever is sent in its place is refused in words, and nothing else is thrown', async () => {
    const tree = fc.jsonValue({ maxDepth: 4 });
    const part = fc.oneof(tree, fc.constant(undefined));
    await fc.assert(
      fc.asyncProperty(
        fc.record({ about: part, entities: part, service: part, identity: part }),
        fc.constantFrom('about', 'entities', 'service', 'identity', 'all'),
        async (made, where) => {
          const { LoTE } = structuredClone(trustListPayload([provider])) as { LoTE: Record<string, any> };
          const info = LoTE['TrustedEntitiesList'][0].TrustedEntityServices[0].ServiceInformation;
          if (where === 'about') LoTE['ListAndSchemeInformation'] = made.about;
          if (where === 'entities') LoTE['TrustedEntitiesList'] = made.entities;
          if (where === 'service') LoTE['TrustedEntitiesList'][0].TrustedEntityServices = made.service;
          if (where === 'identity') info.ServiceDigitalIdentity = made.identity;
          const payload = where === 'all' ? (made.about ?? null) : { LoTE };
          const outcome = await verified({ payload }).then(
            (list) => list.providers.length <= 1,
            (error: unknown) => error instanceof TrustListFault && error.message.length < 400,
          );
          expect(outcome).toBe(true);
        },
      ),
      { numRuns: 100, seed: 119602 },
    );
  });
});
