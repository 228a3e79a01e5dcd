/** Activities over a vault in memory, with real keys, real sealing and real credentials. */
import { verify, X509Certificate } from 'node:crypto';
import { ApplicationFailure } from '@temporalio/common';
import { decode, encode } from 'cbor-x';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ActivityDependencies } from '../../activities/dependencies.js';
import { createActivities } from '../../activities/index.js';
import type { Activities, IssueCredentials } from '../../activities/types.js';
import { createClaimsChecker } from '../../credentials/check-claims.js';
import { mintBoxKeyPair, openBox, sealTo } from '../../platform/sealing/sealed-box.js';
import { keyedDigest, mintSessionKey, openSessionKey } from '../../platform/sealing/session-key.js';
import type { StoreDelivery } from '../../ports/vault.js';
import { canonicalJson } from '../../protocol/canonical-json.js';
import type { IssuingState } from '../../protocol/issuing-switch.js';
import { sealingContext } from '../../protocol/sealing-contexts.js';
import { Session } from '../../workflows/issuance-session/session.js';
import { createTestPki, ISSUER, loadShippedIssuers, MDOC_PID_CLAIMS, newHolderKey } from '../credentials/fixtures.js';
import { AV, PID_MDOC } from '../support/datasets.js';
import { startOf } from '../workflows/fixtures.js';

const worker = mintBoxKeyPair();
const api = mintBoxKeyPair();
const SESSION = 'session-1';
const checkClaims = createClaimsChecker();

let shared: Pick<ActivityDependencies, 'signerFor' | 'findIssuer'>;
beforeAll(async () => {
  const { signer } = await createTestPki();
  const [issuer] = (await loadShippedIssuers()).issuers;
  shared = {
    signerFor: () => signer,
    findIssuer: (id, version) =>
      issuer !== undefined && id === 'default' && version === '1' ? { issuer, identifier: ISSUER } : undefined,
  };
});

/** The shipped configurations have no `status`, so nothing of this is asked for. */
const unexpected = async (): Promise<never> => {
  throw new Error('Nothing here has a status');
};
const withoutStatus = {
  registerCredentials: unexpected,
  unregisterCredentials: async () => undefined,
  loadCredential: unexpected,
  storeCredentialStatus: unexpected,
  reserveStatusEntries: unexpected,
  publishStatusList: unexpected,
  countStatusChange: unexpected,
  findChangeable: unexpected,
  storeStatuses: unexpected,
  tellSession: unexpected,
  startRevocation: unexpected,
  storeBulkProgress: unexpected,
};
/** Nor a back office that is asked for claims. */
const withoutPulls = {
  loadPullSubject: unexpected,
  storeClaimsOnce: unexpected,
  storePullReport: unexpected,
  sendToBackOffice: unexpected,
  readBackOfficeSecret: () => '',
  sealToSession: sealTo,
};

let vault: Map<string, Uint8Array>;
let deliveries: Parameters<StoreDelivery>[0][];
let forgotten: string[];
let issuing: IssuingState | undefined;
let session: ReturnType<typeof mintSessionKey>;
let activities: Activities;

beforeEach(() => {
  session = mintSessionKey(worker.publicKey, sealingContext.dataKey(SESSION));
  vault = new Map<string, Uint8Array>([['key', session.dataKey]]);
  deliveries = [];
  forgotten = [];
  issuing = undefined;
  activities = createActivities({
    ...shared,
    ...withoutStatus,
    ...withoutPulls,
    projectSession: async () => undefined,
    loadIssuanceMaterial: async ({ claimsReference, requestId }) => {
      const found = {
        dataKey: vault.get('key'),
        claims: vault.get(claimsReference),
        request: vault.get(requestId ?? ''),
        issuing,
      };
      return Object.fromEntries(Object.entries(found).filter(([, value]) => value !== undefined));
    },
    storeDelivery: async (delivery) => {
      deliveries.push(delivery);
    },
    forgetSession: async (id) => {
      forgotten.push(id);
    },
    openSessionKey: (sealed, context) => openSessionKey(worker, sealed, context),
    sealResponse: (plaintext, context) => sealTo(api.publicKey, plaintext, context),
    checkClaims,
    now: () => new Date(),
  });
});

const seal = (value: unknown, context: string) =>
  sealTo(session.publicKey, Buffer.from(JSON.stringify(value)), context);
const putClaims = (claims: unknown, configurationId = PID_MDOC, of = SESSION) =>
  vault.set('claims', seal(claims, sealingContext.claims(of, configurationId)));
const putRequest = (keys: unknown[], configurationId = PID_MDOC) =>
  vault.set('request', seal({ configurationId, keys }, sealingContext.request(SESSION, 'request')));

const input = (change: Partial<IssueCredentials> = {}): IssueCredentials => ({
  sessionId: SESSION,
  issuer: 'default',
  configurationVersion: '1',
  configurationId: PID_MDOC,
  requestId: 'request',
  claimsReference: 'claims',
  redeliverUntil: 1,
  projection: { version: 3, view: new Session(startOf()).view(), forget: [], confirmed: 0 },
  ...change,
});

/** What an activity failed with: the reason of a refusal, or the trouble that is tried again. */
async function failureOf(call: Promise<unknown>): Promise<{ refusal?: string; trouble?: string }> {
  const error = await call.then(
    () => new Error('nothing failed'),
    (thrown: Error) => thrown,
  );
  if (error instanceof ApplicationFailure) {
    expect(error.nonRetryable).toBe(true);
    return { refusal: error.type ?? '' };
  }
  return { trouble: error.message };
}

describe('issueCredentials', () => {
  it('leaves one credential for each key, sealed for the API alone, with the projection in the same write', async () => {
    putClaims(MDOC_PID_CLAIMS);
    putRequest([newHolderKey(), newHolderKey()]);
    await activities.issueCredentials(input());
    expect(deliveries).toMatchObject([
      { sessionId: SESSION, requestId: 'request', redeliverUntil: 1, projection: { version: 3 } },
    ]);
    const sealed = deliveries[0]?.sealed ?? Buffer.alloc(0);
    const context = sealingContext.response(SESSION, 'request');
    const { credentials } = JSON.parse(openBox(api, sealed, context).toString());
    expect(credentials).toHaveLength(2);
    expect(new Set(credentials).size).toBe(2);
    expect(() => openBox(worker, sealed, context)).toThrow();
    expect(() => openBox(api, sealed, sealingContext.response('other', 'request'))).toThrow();
  });

  it('AV-06 makes thirty signatures for a batch of thirty, over as many device keys', async () => {
    vault.set('claims', seal({ age_over_18: true }, sealingContext.claims(SESSION, AV)));
    putRequest(
      Array.from({ length: 30 }, () => newHolderKey()),
      AV,
    );
    await activities.issueCredentials(input({ configurationId: AV }));
    const opened = openBox(api, deliveries[0]?.sealed ?? Buffer.alloc(0), sealingContext.response(SESSION, 'request'));
    const { credentials } = JSON.parse(opened.toString()) as { credentials: string[] };
    const auths = credentials.map((one) => decode(Buffer.from(one, 'base64url')).issuerAuth as Uint8Array[]);
    const key = new X509Certificate(shared.signerFor('default').certificateChain[0] as Uint8Array).publicKey;
    for (const [protectedHeader, , payload, signature] of auths) {
      const signed = encode(['Signature1', protectedHeader, Buffer.alloc(0), payload]);
      expect(verify('sha256', signed, { key, dsaEncoding: 'ieee-p1363' }, signature as Uint8Array)).toBe(true);
    }
    const different = (at: number) => new Set(auths.map((one) => Buffer.from(one[at] ?? []).toString('hex'))).size;
    expect([auths.length, different(2), different(3)]).toEqual([30, 30, 30]);
  });

  it('signs nothing while the issuer or the configuration is switched off, whatever the api let through', async () => {
    putClaims(MDOC_PID_CLAIMS);
    putRequest([newHolderKey()]);
    for (const switched of [
      { state: 'off', configurationsOff: [] },
      { state: 'on', configurationsOff: [PID_MDOC] },
    ] as const) {
      issuing = switched;
      expect(await failureOf(activities.issueCredentials(input()))).toEqual({ refusal: 'issuing_switched_off' });
    }
    expect(deliveries).toEqual([]);
    issuing = { state: 'on', configurationsOff: [AV] };
    await activities.issueCredentials(input());
    expect(deliveries).toHaveLength(1);
  });

  it('refuses when the session was erased', async () => {
    putClaims(MDOC_PID_CLAIMS);
    putRequest([newHolderKey()]);
    vault.delete('key');
    expect(await failureOf(activities.issueCredentials(input()))).toEqual({ refusal: 'credential_denied' });
  });

  it('refuses claims that are gone, or that do not fit the schema after all', async () => {
    putRequest([newHolderKey()]);
    expect(await failureOf(activities.issueCredentials(input()))).toEqual({ refusal: 'claims_deleted' });
    putClaims({ ...MDOC_PID_CLAIMS, sex: 'unknown' });
    expect(await failureOf(activities.issueCredentials(input()))).toEqual({ refusal: 'claims_invalid' });
  });

  it('refuses a key the format cannot bind', async () => {
    putClaims(MDOC_PID_CLAIMS);
    putRequest([{ kty: 'EC', crv: 'P-999', x: 'AA', y: 'AA' }]);
    expect(await failureOf(activities.issueCredentials(input()))).toEqual({ refusal: 'proof_key_unsuitable' });
  });

  it.each<[string, () => void, Partial<IssueCredentials>]>([
    ['claims of another session', () => putClaims(MDOC_PID_CLAIMS, PID_MDOC, 'other'), {}],
    ['claims of another configuration', () => putClaims(MDOC_PID_CLAIMS, AV), {}],
    ['a request for another configuration', () => putRequest([newHolderKey()], AV), {}],
    ['a request that is not stored', () => vault.delete('request'), {}],
    ['a configuration this worker does not know', () => undefined, { configurationVersion: '2' }],
    ['an issuer this worker does not know', () => undefined, { issuer: 'other' }],
  ])('never signs %s; that is trouble, and tried again', async (_what, change, command) => {
    putClaims(MDOC_PID_CLAIMS);
    putRequest([newHolderKey()]);
    change();
    expect(await failureOf(activities.issueCredentials(input(command)))).toEqual({
      trouble: expect.stringMatching(/.+/),
    });
    expect(deliveries).toEqual([]);
  });

  it('says nothing of the claims in what it fails with', async () => {
    putRequest([newHolderKey()]);
    for (const claims of [
      { ...MDOC_PID_CLAIMS, sex: 'Quetzalzwiebel' },
      { ...MDOC_PID_CLAIMS, Quetzalzwiebel: 1 },
    ]) {
      putClaims(claims);
      const error = await activities.issueCredentials(input()).catch((thrown: ApplicationFailure) => thrown);
      expect(JSON.stringify([String(error), (error as ApplicationFailure).details])).not.toContain('Quetzalzwiebel');
    }
  });
});

describe('admitClaims', () => {
  const asked = {
    sessionId: SESSION,
    issuer: 'default',
    configurationVersion: '1',
    configurationId: PID_MDOC,
    reference: 'claims',
  };

  it('answers the digest the API would have given', async () => {
    putClaims(MDOC_PID_CLAIMS);
    expect(await activities.admitClaims(asked)).toEqual({
      digest: keyedDigest(session.digestKey, canonicalJson(MDOC_PID_CLAIMS)),
    });
  });

  it('answers the same digest whatever the order of the members', async () => {
    putClaims(Object.fromEntries(Object.entries(MDOC_PID_CLAIMS).reverse()));
    expect((await activities.admitClaims(asked)).digest).toBe(
      keyedDigest(session.digestKey, canonicalJson(MDOC_PID_CLAIMS)),
    );
  });

  it('refuses a reference nobody knows, and claims that do not fit', async () => {
    expect(await failureOf(activities.admitClaims(asked))).toEqual({ refusal: 'claims_reference_unknown' });
    putClaims({ age_over_18: true });
    expect(await failureOf(activities.admitClaims(asked))).toEqual({ refusal: 'claims_invalid' });
  });
});

it('forgetSession destroys what was sealed to the session', async () => {
  await activities.forgetSession({ sessionId: SESSION });
  expect(forgotten).toEqual([SESSION]);
});
