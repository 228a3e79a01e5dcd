/** Lists of wallet providers over time: fetched when due, believed until they end. */
import { X509Certificate } from 'node:crypto';
import { beforeAll, beforeEach, expect, it } from 'vitest';
import { createTrustLists, type FollowedTrustList } from '../../../credentials/trust-list/create-trust-lists.js';
import { WALLET_PROVIDERS_LIST } from '../../../protocol/trust-list/z-trust-list.js';
import { type TrustListChange, trustList } from '../../support/trust-list.js';
import { certify, pemOf, type TestAuthority } from '../../support/wallet-attestation.js';

const DAY = 86_400_000;
let operator: TestAuthority;
let provider: TestAuthority;
let followed: FollowedTrustList;
let now: number;
let served: () => Promise<string>;
let fetched: number;
let reported: string[];

beforeAll(async () => {
  const to = new Date(Date.now() + 30 * DAY);
  operator = await certify({ name: 'operator', to });
  provider = await certify({ name: 'provider', ca: true, to });
  const signers = [new X509Certificate(pemOf(operator))];
  followed = { url: 'https://lists.example/wallets', signers, type: WALLET_PROVIDERS_LIST, interval: 3600 };
});
beforeEach(() => {
  now = Date.now();
  fetched = 0;
  reported = [];
  served = () => trustList(operator, [provider]);
});

const pass = (ms: number) => {
  now += ms;
};
const open = () =>
  createTrustLists({
    send: async () => {
      fetched += 1;
      return { status: 200, headers: {}, body: Buffer.from(await served()) };
    },
    now: () => new Date(now),
    report: (_url, fault) => reported.push(fault),
  });
const serve = (change: TrustListChange) => {
  served = () => trustList(operator, [provider], change);
};
const cut = () => {
  served = () => Promise.reject(Object.assign(new Error('secret detail'), { kind: 'timeout' }));
};

it('EU-10 a list is fetched once for several who ask, and again when its interval has passed', async () => {
  const lists = open();
  expect(lists.providers([followed])).toEqual([]);
  await Promise.all([lists.refresh([followed]), lists.refresh([followed])]);
  await lists.refresh([followed]);
  expect([fetched, lists.providers([followed]).length]).toEqual([1, 1]);
  pass(3_600_000);
  await lists.refresh([followed]);
  expect([fetched, reported]).toEqual([2, []]);
});

it('EU-10 one that cannot be had anew counts until its next update, and nobody on it afterwards', async () => {
  const lists = open();
  await lists.refresh([followed]);
  cut();
  pass(3_600_000);
  await lists.refresh([followed]);
  expect(lists.providers([followed])).toHaveLength(1);
  expect(lists.describe([followed])).toEqual([
    { url: followed.url, sequence: 1, nextUpdate: expect.any(Number), fault: 'it cannot be fetched (timeout)' },
  ]);
  pass(DAY);
  expect(lists.providers([followed])).toEqual([]);
  await lists.refresh([followed]);
  expect(lists.describe([followed])).toEqual([{ url: followed.url, fault: 'it cannot be fetched (timeout)' }]);
  expect(reported).toEqual(['it cannot be fetched (timeout)']);
  serve({ now: new Date(now), about: { LoTESequenceNumber: 2 } });
  pass(60_000);
  await lists.refresh([followed]);
  expect(lists.describe([followed])).toEqual([{ url: followed.url, sequence: 2, nextUpdate: expect.any(Number) }]);
});

it('EU-10 a list of before does not come back, and a closed one ends at once', async () => {
  serve({ about: { LoTESequenceNumber: 7 } });
  const lists = open();
  await lists.refresh([followed]);
  serve({ about: { LoTESequenceNumber: 6 } });
  pass(3_600_000);
  await lists.refresh([followed]);
  expect(lists.describe([followed])).toMatchObject([{ sequence: 7, fault: expect.stringContaining('lower than') }]);
  serve({ about: { LoTESequenceNumber: 8, NextUpdate: null } });
  pass(60_000);
  await lists.refresh([followed]);
  expect(lists.providers([followed])).toEqual([]);
});

it('EU-10 lists are told apart by who signs them', async () => {
  const lists = open();
  const stranger = await certify({ name: 'stranger' });
  const other = { ...followed, signers: [new X509Certificate(pemOf(stranger))] };
  await lists.refresh([followed, other]);
  expect([lists.providers([followed]).length, lists.providers([other]).length]).toEqual([1, 0]);
});
