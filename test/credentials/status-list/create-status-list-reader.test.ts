import { X509Certificate } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import type { FetchStatusList } from '../../../credentials/status-list/create-status-list-reader.js';
import { createStatusListReader } from '../../../credentials/status-list/create-status-list-reader.js';
import { listCwt, listJwt } from '../../support/status-provider.js';
import { pemOf, WalletProvider } from '../../support/wallet-attestation.js';

const URI = 'https://provider.example/lists/1';
const START = Date.parse('2026-06-12T12:00:00Z');
let provider: WalletProvider;
let anchors: X509Certificate[];
let at = START;

beforeAll(async () => {
  provider = await WalletProvider.create('provider', () => new Date(at));
  anchors = [new X509Certificate(pemOf(provider.root))];
});

type Reply = { status?: number; type?: string; body: string | Uint8Array } | Error;

/** A provider that answers as told, and counts. */
function providerOf(reply: (uri: string) => Promise<Reply> | Reply) {
  at = START;
  const asked: Parameters<FetchStatusList>[0][] = [];
  const send: FetchStatusList = async (request) => {
    asked.push(request);
    const answer = await reply(request.url);
    if (answer instanceof Error) throw answer;
    const type = answer.type ?? 'application/statuslist+jwt';
    return { status: answer.status ?? 200, headers: { 'content-type': type }, body: Buffer.from(answer.body) };
  };
  return { asked, read: createStatusListReader({ send, now: () => new Date(at) }) };
}

describe('the reader of status lists', () => {
  it('asks for both encodings, and reads what it is given', async () => {
    const { asked, read } = providerOf(async () => ({ body: await listJwt(provider, { uri: URI, set: { 3: 1 } }) }));
    expect(await read(URI, anchors)).toMatchObject({ kind: 'list', list: { bits: 1, ttl: 60 } });
    expect(asked[0]?.headers.accept).toBe('application/statuslist+jwt, application/statuslist+cwt;q=0.5');
    expect(asked[0]?.timeoutMs).toBeLessThanOrEqual(3000);
    const body = await listCwt(provider, { uri: URI });
    const cwt = providerOf(() => ({ type: 'Application/statuslist+cwt', body }));
    expect((await cwt.read(URI, anchors)).kind).toBe('list');
  });

  it('WA-09 fetches once for all who ask at once, and again only after the ttl', async () => {
    const { asked, read } = providerOf(async () => ({ body: await listJwt(provider, { uri: URI }) }));
    await Promise.all([read(URI, anchors), read(URI, anchors), read(URI, anchors)]);
    at += 59_000;
    await read(URI, anchors);
    expect(asked).toHaveLength(1);
    at += 1000;
    await read(URI, anchors);
    expect(asked).toHaveLength(2);
  });

  it.each<[string, Record<string, unknown>, number]>([
    ['five minutes where it names no ttl', { ttl: undefined, exp: undefined }, 300],
    ['an hour at most', { ttl: 86_400, exp: undefined }, 3600],
    ['no longer than it lives', { ttl: 3600, exp: START / 1000 + 30 }, 30],
  ])('keeps a list for %s', async (_title, claims, seconds) => {
    const { asked, read } = providerOf(async () => ({ body: await listJwt(provider, { uri: URI }, { claims }) }));
    await read(URI, anchors);
    at += seconds * 1000 - 1;
    await read(URI, anchors);
    expect(asked).toHaveLength(1);
    at += 1;
    await read(URI, anchors);
    expect(asked).toHaveLength(2);
  });

  it('does not ask a provider that is down for each wallet, and names the cause by its kind alone', async () => {
    const secret = Object.assign(new Error('secret.internal refused'), { kind: 'timeout' });
    const { asked, read } = providerOf(() => secret);
    expect(await read(URI, anchors)).toEqual({ kind: 'unavailable', reason: 'it cannot be fetched (timeout)' });
    at += 9999;
    await read(URI, anchors);
    expect(asked).toHaveLength(1);
    at += 1;
    await read(URI, anchors);
    expect(asked).toHaveLength(2);
    const moved = providerOf(() => ({ status: 302, body: '' }));
    expect(await moved.read(URI, anchors)).toEqual({ kind: 'unavailable', reason: 'its server answers 302' });
  });

  it('goes on with a list that is still alive while its provider is down, and with no other', async () => {
    let isDown = false;
    const { read } = providerOf(async () =>
      isDown ? new Error('down') : { body: await listJwt(provider, { uri: URI }) },
    );
    await read(URI, anchors);
    isDown = true;
    at += 3_599_000;
    expect((await read(URI, anchors)).kind).toBe('list');
    at += 11_000;
    expect((await read(URI, anchors)).kind).toBe('unavailable');
  });

  it('believes nothing because another issuer, with other anchors, does', async () => {
    const { asked, read } = providerOf(async () => ({ body: await listJwt(provider, { uri: URI }) }));
    expect((await read(URI, anchors)).kind).toBe('list');
    expect((await read(URI, [])).kind).toBe('unverifiable');
    expect(asked).toHaveLength(2);
  });

  it('keeps a bounded number of lists, the latest', async () => {
    const { asked, read } = providerOf(async (uri) => ({ body: await listJwt(provider, { uri }) }));
    for (let index = 0; index <= 256; index += 1) await read(`${URI}?${index}`, anchors);
    await read(`${URI}?256`, anchors);
    expect(asked).toHaveLength(257);
    await read(`${URI}?0`, anchors);
    expect(asked).toHaveLength(258);
  });
});
