import { describe, expect, it } from 'vitest';
import { createDidWebResolver, limitLookups } from '../../../api/http/resolve-did-web.js';
import type { SendOutbound } from '../../../ports/outbound.js';

const DID = 'did:web:wallet.example';

function resolver(reply: { status?: number; body: string | Uint8Array } | Error) {
  const clock = { at: 0 };
  const asked: Parameters<SendOutbound>[0][] = [];
  const send: SendOutbound = async (request) => {
    asked.push(request);
    if (reply instanceof Error) throw reply;
    return { status: reply.status ?? 200, headers: {}, body: Buffer.from(reply.body) };
  };
  return { asked, clock, resolve: createDidWebResolver({ send, now: () => new Date(clock.at) }) };
}

describe('the resolver of did:web', () => {
  it('PR-05 fetches a document once for all proofs of a minute, small and soon', async () => {
    const { resolve, asked, clock } = resolver({ body: '{"id":"x"}' });
    expect(await Promise.all([resolve(DID), resolve(DID)])).toEqual(Array(2).fill({ document: { id: 'x' } }));
    clock.at = 59_999;
    await resolve(DID);
    expect(asked).toHaveLength(1);
    expect(asked[0]).toMatchObject({ url: 'https://wallet.example/.well-known/did.json', maxBytes: 65_536 });
    expect(asked[0]?.timeoutMs).toBeLessThanOrEqual(3000);
    clock.at = 60_000;
    await resolve(DID);
    expect(asked).toHaveLength(2);
  });

  it.each([
    ['a redirect', { status: 302, body: '' }, /302/],
    ['no success', { status: 404, body: '{}' }, /404/],
    ['no JSON', { body: '<html>' }, /readable JSON/],
    ['no UTF-8', { body: Uint8Array.of(0x22, 0xff, 0x22) }, /readable JSON/],
    [
      'a forbidden address',
      Object.assign(new Error('10.0.0.1'), { kind: 'forbidden_address' }),
      /\(forbidden_address\)/,
    ],
  ])('PR-05 answers a fault for %s, and does not ask again at once', async (_title, reply, expected) => {
    const { resolve, asked, clock } = resolver(reply);
    const outcome = await resolve(DID);
    expect('fault' in outcome ? outcome.fault : '').toMatch(expected);
    expect(JSON.stringify(outcome)).not.toContain('10.0.0.1');
    clock.at = 9999;
    await resolve(DID);
    expect(asked).toHaveLength(1);
  });

  it('PR-05 asks nobody for a DID without a host', async () => {
    const { resolve, asked } = resolver({ body: '{}' });
    expect(await resolve('did:web:127.0.0.1')).toHaveProperty('fault');
    expect(asked).toEqual([]);
  });

  it('looks up no more DIDs than one request may name', async () => {
    const { resolve, asked } = resolver({ body: '{}' });
    const limited = limitLookups(resolve, 2);
    const outcomes = [];
    for (const name of ['a', 'b', 'a', 'c', 'd']) outcomes.push(await limited(`did:web:${name}.example`));
    expect(outcomes.map((one) => 'fault' in one)).toEqual([false, false, false, true, true]);
    expect(asked).toHaveLength(2);
  });
});
