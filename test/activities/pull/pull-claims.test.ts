/** Asking a back office, over a vault in memory, with real sealing; flow tests have the network. */
import { ApplicationFailure } from '@temporalio/common';
import { MockActivityEnvironment } from '@temporalio/testing';
import { DefaultLogger } from '@temporalio/worker';
import { beforeEach, describe, expect, it } from 'vitest';
import type { ActivityDependencies } from '../../../activities/dependencies.js';
import { createActivities } from '../../../activities/index.js';
import type { PulledClaims } from '../../../activities/types.js';
import { createClaimsChecker } from '../../../credentials/check-claims.js';
import { mintBoxKeyPair, sealTo } from '../../../platform/sealing/sealed-box.js';
import { keyedDigest, mintSessionKey, openSessionKey } from '../../../platform/sealing/session-key.js';
import type { OutboundRequest } from '../../../ports/outbound.js';
import type { PullReport } from '../../../ports/pulled-claims.js';
import type { Assurance } from '../../../protocol/assurance/check-assurance.js';
import { canonicalJson } from '../../../protocol/canonical-json.js';
import { sealingContext } from '../../../protocol/sealing-contexts.js';
import { sharedReference } from '../../../protocol/shared-reference.js';
import { ISSUER, loadShippedIssuers } from '../../credentials/fixtures.js';
import { AV, PID_MDOC } from '../../support/datasets.js';

const SESSION = 'session-1';
const CLAIMS = { age_over_18: true };
const worker = mintBoxKeyPair();
const bytes = (value: unknown) => new TextEncoder().encode(JSON.stringify(value));

let keys: ReturnType<typeof mintSessionKey>;
let dataKey: Uint8Array | undefined;
let vault: Map<string, Uint8Array>;
let calls: OutboundRequest[];
let reports: PullReport[];
let answer: (
  request: OutboundRequest,
) => Promise<{ status: number; body: Uint8Array; headers: Record<string, string> }>;
let sharedWith: string[];
let assured: { assurance?: Assurance };
let profile: { name: 'base' | 'av' };
let pull: (question?: number, attempt?: number) => Promise<PulledClaims>;

beforeEach(async () => {
  const [shipped] = (await loadShippedIssuers()).issuers;
  const configuration = shipped?.credential_configurations[AV];
  if (shipped === undefined || configuration === undefined) throw new Error('The shipped file has no age credential');
  const source = {
    kind: 'pull' as const,
    url: 'https://registry.example/claims',
    when: 'token_exchanged' as const,
    bearer: { env: 'TOKEN' },
    timeout: 5,
    give_up_after: 60,
    retry_interval: 1,
    max_retry_interval: 5,
  };
  const issuer = {
    ...shipped,
    get profile() {
      return profile.name;
    },
    credential_configurations: {
      [AV]: { ...configuration, claims_source: source },
      other: configuration,
      [PID_MDOC]: shipped.credential_configurations[PID_MDOC],
    },
  };
  keys = mintSessionKey(worker.publicKey, sealingContext.dataKey(SESSION));
  dataKey = keys.dataKey;
  vault = new Map();
  calls = [];
  sharedWith = [];
  assured = {};
  profile = { name: 'base' };
  reports = [];
  answer = async () => ({ status: 200, headers: {}, body: bytes({ claims: CLAIMS }) });
  const deps = {
    findIssuer: () => ({ issuer, identifier: ISSUER }),
    loadIssuanceMaterial: async ({ claimsReference }: { claimsReference: string }) => {
      const claims = vault.get(claimsReference);
      return { ...(dataKey === undefined ? {} : { dataKey }), ...(claims === undefined ? {} : { claims }) };
    },
    openSessionKey: (sealed: Uint8Array, context: string) => openSessionKey(worker, sealed, context),
    checkClaims: createClaimsChecker(),
    now: () => new Date(),
    loadPullSubject: async () => ({ publicKey: keys.publicKey, reference: 'case 1', ...assured }),
    storeClaimsOnce: async ({ reference, sealed }: { reference: string; sealed: Uint8Array }) => {
      if (!vault.has(reference)) vault.set(reference, sealed);
    },
    storePullReport: async (report: PullReport) => {
      reports.push(report);
    },
    sendToBackOffice: async (request: OutboundRequest) => {
      calls.push(request);
      return answer(request);
    },
    readBackOfficeSecret: () => 'the token',
    sealToSession: sealTo,
  };
  const { pullClaims } = createActivities(deps as unknown as ActivityDependencies);
  const input = {
    sessionId: SESSION,
    issuer: 'default',
    configurationVersion: '1',
    configurationId: AV,
    run: 1,
    sharedWith,
  };
  pull = (question = 1, attempt = 1) =>
    new MockActivityEnvironment({ attempt }, { logger: new DefaultLogger('ERROR', () => undefined) }).run(pullClaims, {
      ...input,
      sharedWith,
      question,
    }) as Promise<PulledClaims>;
});

/** What a failure in history would show. */
const failure = async (call: Promise<unknown>) => {
  const error = await call.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(ApplicationFailure);
  return error as ApplicationFailure;
};

describe('pullClaims', () => {
  it('stores the claims sealed, and answers the digest that supplying them by hand would have', async () => {
    const pulled = await pull();
    expect(pulled).toMatchObject({ kind: 'claims', digest: keyedDigest(keys.digestKey, canonicalJson(CLAIMS)) });
    const sealed = vault.get(pulled.kind === 'claims' ? pulled.reference : '') ?? new Uint8Array();
    const context = sealingContext.claims(SESSION, AV);
    const key = openSessionKey(worker, keys.dataKey, sealingContext.dataKey(SESSION));
    expect(JSON.parse(Buffer.from(key.open(sealed, context)).toString())).toEqual(CLAIMS);
  });

  it('does not ask again for what an earlier attempt stored', async () => {
    const first = await pull();
    answer = async () => ({ status: 200, headers: {}, body: bytes({ claims: { age_over_18: false } }) });
    expect(await pull(1, 2)).toEqual(first);
    expect(calls).toHaveLength(1);
  });

  it('gives two attempts at once the answer of the first that stored', async () => {
    let count = 0;
    answer = async () => {
      count += 1;
      const claims = { age_over_18: count === 1 };
      await new Promise((resolve) => setTimeout(resolve, 20 * count));
      return { status: 200, headers: {}, body: bytes({ claims }) };
    };
    const [one, two] = await Promise.all([pull(), pull()]);
    expect(one).toEqual(two);
  });

  it('stores what several share for each, the same for all, also after an attempt that died halfway', async () => {
    sharedWith = ['other'];
    const first = await pull();
    const reference = first.kind === 'claims' ? first.reference : '';
    // As if the first had died before it came to the others, and the back office says otherwise now.
    vault.delete(sharedReference(reference, 'other'));
    answer = async () => ({ status: 200, headers: {}, body: bytes({ claims: { age_over_18: false } }) });
    expect(await pull(1, 2)).toEqual(first);
    const sealed = vault.get(sharedReference(reference, 'other')) ?? new Uint8Array();
    const key = openSessionKey(worker, keys.dataKey, sealingContext.dataKey(SESSION));
    const opened = key.open(sealed, sealingContext.claims(SESSION, 'other'));
    expect(JSON.parse(Buffer.from(opened).toString())).toEqual(CLAIMS);
  });

  it('stores nothing of claims that fit one of those that share them and not another', async () => {
    sharedWith = ['other', PID_MDOC];
    expect(await failure(pull())).toMatchObject({ type: 'pull_claims_invalid' });
    expect(reports).toMatchObject([{ data: { dataset_of: PID_MDOC } }]);
    expect(vault.size).toBe(0);
  });

  it('asks for nothing without a record of how the person was identified, where the profile demands one', async () => {
    profile.name = 'av';
    expect(await failure(pull())).toMatchObject({ type: 'assurance_missing', nonRetryable: true });
    expect(calls).toEqual([]);
    expect(reports).toMatchObject([{ problem: { reason: 'assurance_missing' } }]);
    assured = { assurance: { level: 'high', method: 'national-eid', verifiedAt: Date.now() } };
    expect(await pull()).toMatchObject({ kind: 'claims' });
  });

  it('asks a later question as another one', async () => {
    answer = async () => ({ status: 202, headers: { 'retry-after': '7' }, body: new Uint8Array() });
    expect(await pull()).toEqual({ kind: 'pending', retryAfter: 7 });
    await pull(2);
    expect(new Set(calls.map((one) => one.headers?.['idempotency-key'])).size).toBe(2);
  });

  it('stores nothing for a session that was erased', async () => {
    dataKey = undefined;
    expect(await failure(pull())).toMatchObject({ type: 'credential_denied', nonRetryable: true });
    expect(calls).toEqual([]);
  });

  it('fails for claims that do not fit without a word of them, there and in what the operator reads', async () => {
    answer = async () => ({ status: 200, headers: {}, body: bytes({ claims: { age_over_18: 'Quetzalzwiebel' } }) });
    const failed = await failure(pull());
    expect(failed).toMatchObject({ type: 'pull_claims_invalid', nonRetryable: true });
    expect(reports).toMatchObject([{ data: { problems: [{ path: '/age_over_18' }] }, problem: { retryable: false } }]);
    expect(JSON.stringify([reports, failed.message, failed.stack, String(failed.cause)])).not.toContain('Quetzal');
    expect(vault.size).toBe(0);
  });

  it.each([
    [503, {}, undefined],
    [429, { 'retry-after': '30' }, 30_000],
  ])('fails for now when the answer is %i, and waits as long as it says', async (status, headers, nextRetryDelay) => {
    answer = async () => ({ status, headers, body: new Uint8Array() });
    const failed = await failure(pull());
    expect(failed.nonRetryable).not.toBe(true);
    expect(failed).toMatchObject({ type: 'pull_unanswered', nextRetryDelay });
  });

  it('tells of trouble at the first, second, fourth … attempt', async () => {
    answer = async () => {
      throw Object.assign(new Error('secret detail'), { kind: 'unreachable' });
    };
    for (const attempt of [1, 2, 3, 4, 5]) await failure(pull(1, attempt));
    expect(reports.map((one) => one.data['attempt'])).toEqual([1, 2, 4]);
    expect(reports[0]).toMatchObject({ data: { provided: { failed: 'unreachable' } } });
    expect(JSON.stringify(reports)).not.toContain('secret detail');
  });
});
