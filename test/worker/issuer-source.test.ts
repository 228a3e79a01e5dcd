/** Whose word the worker takes for what a session began with. */
import { beforeEach, expect, it } from 'vitest';
import { createClaimsChecker } from '../../credentials/check-claims.js';
import { readConfiguredIssuers } from '../../credentials/configured-issuers.js';
import type { ConfigurationVersion } from '../../ports/configuration-versions.js';
import { createIssuerSource } from '../../worker/issuer-source.js';
import { shippedIssuer } from '../support/issuers-file.js';

const kept = new Map<string, ConfigurationVersion>();
beforeEach(() => kept.clear());

function versionsOf(change: object = {}, word = '1') {
  const read = readConfiguredIssuers(
    { version: word, issuers: [{ ...shippedIssuer(), id: 'i', ...change }] },
    createClaimsChecker(),
  );
  if ('mistakes' in read) throw new Error(read.mistakes);
  return read.issuers;
}
const worker = (key = 1) =>
  createIssuerSource({
    publicUrl: 'https://issuer.example',
    store: {
      keep: async (one) => void kept.set(`${one.issuer} ${one.version}`, one),
      load: async (issuer, version) => kept.get(`${issuer} ${version}`),
      listLatest: async () => [...kept.values()],
    },
    vouchingKey: new Uint8Array(32).fill(key),
    admit: async () => undefined,
    now: () => new Date(),
  });

it('a version is the word of the file and what the issuer is made of', () => {
  const [[one], [same], [other], [named]] = [
    versionsOf(),
    versionsOf(),
    versionsOf({ batch_size: 3 }),
    versionsOf({}, 'may'),
  ];
  expect(one?.version).toMatch(/^1-[\w-]{16}$/);
  expect(same?.version).toBe(one?.version);
  expect(other?.version).not.toBe(one?.version);
  expect(named?.version.replace('may-', '1-')).toBe(one?.version);
});

it('a version it had in its own file is found when the file has changed, as it was', async () => {
  const source = worker();
  const [old] = versionsOf({ batch_size: 3 });
  source.replace(versionsOf({ batch_size: 3 }));
  await source.keep(versionsOf({ batch_size: 3 }));
  source.replace(versionsOf());
  const found = await source.find('i', old?.version ?? '');
  expect(found?.issuer.batch_size).toBe(3);
  expect(await source.find('i', old?.version ?? '')).toBe(found);
  source.replace([]);
  expect((await source.findPresent('i'))?.issuer.batch_size).toBe(3);
});

it('one that only stands in the database, or was changed there, is nobody', async () => {
  const source = worker();
  source.replace(versionsOf());
  await source.keep(versionsOf());
  const [[key, genuine]] = [...kept] as [[string, ConfigurationVersion]];
  const { vouched: _vouched, ...unvouched } = genuine;
  source.replace([]);
  for (const forged of [
    unvouched,
    { ...genuine, content: genuine.content.replace('"required":["age_over_18"]', '"required":[]') },
    { ...genuine, path: '/elsewhere' },
  ]) {
    kept.set(key, forged);
    expect(await worker().find('i', genuine.version)).toBeUndefined();
    expect(await worker().findPresent('i')).toBeUndefined();
  }
  kept.set(key, genuine);
  expect(await worker(2).find('i', genuine.version)).toBeUndefined();
  expect(await worker().find('i', genuine.version)).toBeDefined();
});
