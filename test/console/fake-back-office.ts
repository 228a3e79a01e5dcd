/** A back office in memory, with the shipped configuration and the real check of claims. */
import { readFileSync } from 'node:fs';
import { createClaimsChecker } from '../../credentials/check-claims.js';
import type { BackOffice, NewSession, OfferedSession } from '../../ports/back-office.js';
import type { SessionRecord } from '../../ports/session-records.js';
import type { LogRecord } from '../../ports/trace.js';
import { refuse } from '../../protocol/errors/protocol-error.js';
import { type IssuerConfiguration, zIssuersFile } from '../../protocol/metadata/z-issuer-configuration.js';
import type { SessionView } from '../../protocol/session-view.js';

const file = new URL('../../config/issuers.json', import.meta.url);
export const shippedIssuer = zIssuersFile.parse(JSON.parse(readFileSync(file, 'utf8')))
  .issuers[0] as IssuerConfiguration;

export const START = Date.parse('2026-06-12T12:12:48.123Z');

export function makeRecord(
  id: string,
  change: Partial<SessionRecord> = {},
  view: Partial<SessionView> = {},
): SessionRecord {
  const expiresAt = START + 86_400_000;
  return {
    id,
    issuer: 'default',
    offerId: `offer-of-${id}`,
    offer: { keyId: 1, renewal: 0, expiresAt },
    requirements: { requireDpop: false, requireWalletAttestation: false, requireKeyAttestation: false },
    deferralLimit: 3600,
    publicKey: new Uint8Array(),
    digestKey: new Uint8Array(),
    offerFetches: 0,
    ...change,
    view: {
      sessionId: id,
      issuer: 'default',
      configurationVersion: '1',
      grantType: 'pre-authorized_code',
      status: 'offer_created',
      isOpen: true,
      createdAt: START,
      offer: { expiresAt, renewals: 0, isRedeemed: false },
      deliverables: [{ configurationId: 'eu.europa.ec.av.1', claims: 'awaiting', issuances: [] }],
      problems: [],
      events: [
        { seq: 1, type: 'offer_created', at: START, details: { credential_configuration_ids: ['eu.europa.ec.av.1'] } },
      ],
      ...view,
    },
  };
}

export type FakeBackOffice = BackOffice & {
  readonly records: Map<string, SessionRecord>;
  readonly logs: LogRecord[];
  readonly supplied: { id: string; configurationId: string; claims: unknown }[];
  readonly created: NewSession[];
  readonly calls: string[];
};

export function createFakeBackOffice(): FakeBackOffice {
  const records = new Map<string, SessionRecord>();
  const logs: LogRecord[] = [];
  const supplied: FakeBackOffice['supplied'] = [];
  const created: NewSession[] = [];
  const calls: string[] = [];
  const checkClaims = createClaimsChecker();
  const find = (id: string): SessionRecord => {
    const record = records.get(id);
    if (record === undefined) throw refuse('session_unknown');
    return record;
  };
  const changeView = (id: string, change: (view: SessionView) => Partial<SessionView>): void => {
    const record = find(id);
    records.set(id, { ...record, view: { ...record.view, ...change(record.view) } });
  };
  const setClaims = (id: string, configurationId: string | undefined, claims: 'released' | 'denied'): void =>
    changeView(id, ({ deliverables }) => ({
      deliverables: deliverables.map((one) =>
        configurationId === undefined || one.configurationId === configurationId ? { ...one, claims } : one,
      ),
    }));
  const linksOf = (record: SessionRecord): string[] =>
    ['openid-credential-offer', 'haip-vci'].map(
      (scheme) =>
        `${scheme}://?credential_offer_uri=https%3A%2F%2Fissuer.example%2Fcredential_offers%2F${record.offerId}`,
    );
  const offered = (record: SessionRecord): OfferedSession => ({
    sessionId: record.id,
    status: record.view.status,
    credentialOffer: {},
    credentialOfferUri: `https://issuer.example/credential_offers/${record.offerId}`,
    credentialOfferDeepLink: linksOf(record)[0] ?? '',
    credentialOfferDeepLinks: linksOf(record),
    ...(record.offer.txCode === undefined ? {} : { txCode: '493536' }),
    expiresAt: record.offer.expiresAt,
    workflowId: `issuance-session:${record.id}`,
    consoleUrl: '',
  });
  return {
    records,
    logs,
    supplied,
    created,
    calls,
    createSession: async (session) => {
      if (session.configurationIds.length === 0) throw refuse('configuration_not_configured');
      created.push(session);
      const deliverables = session.configurationIds.map((configurationId) => ({
        configurationId,
        claims: 'awaiting' as const,
        issuances: [],
      }));
      const id = `made-${created.length}`;
      const offer = {
        renewal: 0,
        keyId: 1,
        expiresAt: START + 86_400_000,
        ...(session.txCode === undefined ? {} : { txCode: { length: 6 } }),
      };
      const reference = session.reference === undefined ? {} : { reference: session.reference };
      records.set(id, makeRecord(id, { offer, ...reference }, { deliverables }));
      return offered(find(id));
    },
    loadSession: async (id) => records.get(id),
    querySession: async (id) => find(id).view,
    listSessions: async ({ issuer, status, reference, problem, before, limit }) =>
      [...records.values()]
        .filter((one) => issuer === undefined || one.issuer === issuer)
        .filter((one) => status === undefined || one.view.status === status)
        .filter((one) => reference === undefined || one.reference === reference)
        .filter((one) => problem === undefined || one.trouble?.reason === problem)
        .filter((one) => before === undefined || one.view.createdAt < before.createdAt)
        .sort((a, b) => b.view.createdAt - a.view.createdAt)
        .slice(0, limit),
    listLogs: async ({ sessionId, before, limit }) =>
      logs
        .filter((one) => one.sessionId === sessionId && (before === undefined || one.id < before))
        .sort((a, b) => (a.id < b.id ? 1 : -1))
        .slice(0, limit),
    releaseClaims: async (id, { configurationId }) => {
      calls.push(`release ${id} ${configurationId ?? 'all'}`);
      setClaims(id, configurationId, 'released');
      return configurationId === undefined ? [] : [configurationId];
    },
    mayRelease: ({ view }, configurationId) =>
      view.deliverables.some((one) => one.configurationId === configurationId && one.claims === 'supplied'),
    digestClaims: async () => 'digest',
    supplyClaims: async (id, claimsByName) => {
      const [[configurationId, claims] = ['', undefined]] = Object.entries(claimsByName);
      const schema = shippedIssuer.credential_configurations[configurationId]?.claims_schema;
      if (schema === undefined) throw refuse('configuration_not_offered');
      if (!find(id).view.isOpen) throw refuse('session_closed');
      const problems = checkClaims(schema, claims);
      if (problems.length > 0) throw refuse('claims_invalid', { configuration: configurationId, problems });
      supplied.push({ id, configurationId, claims });
      setClaims(id, configurationId, 'released');
      return { [configurationId]: 'supplied' };
    },
    storeClaims: async () => ({ reference: 'r' }),
    recordAssurance: async (id) => void find(id),
    denyClaims: async (id, configurationId) => {
      calls.push(`deny ${id} ${configurationId ?? 'all'}`);
      setClaims(id, configurationId, 'denied');
    },
    cancel: async (id) => {
      calls.push(`cancel ${id}`);
      changeView(id, () => ({ status: 'cancelled', isOpen: false }));
    },
    renewOffer: async (id) => {
      calls.push(`renew ${id}`);
      return offered(find(id));
    },
    presentOffer: (record) => {
      if (record.view.offer.isRedeemed || !record.view.isOpen) return undefined;
      const { credentialOfferUri: uri, credentialOfferDeepLink: deepLink } = offered(record);
      return { uri, deepLink, deepLinks: linksOf(record) };
    },
  };
}
