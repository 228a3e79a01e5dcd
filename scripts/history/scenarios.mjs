// @ts-check
/** The sessions whose histories are recorded: how each begins, and what happens to it. */
import { createHash } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';

export const AV = 'eu.europa.ec.av.1';
const PID = 'eu.europa.ec.eudi.pid_mdoc';
const LIFE = 30_000;

/** @param {string} text */
export const digest = (text) => createHash('sha256').update(`history ${text}`).digest('base64url');
/** @param {string} name */
export const claims = (name) => ({ reference: `reference-${name}`, digest: digest(`claims ${name}`) });

/**
 * One session: what it is started with, and what happens to it.
 * @typedef {object} Play
 * @property {(name: string, command?: object) => Promise<any>} update
 * @property {(name: string, command: object, reason: string) => Promise<void>} refused
 * @property {(name: string, command?: object) => Promise<void>} signal
 * @property {(activity: string, failures: number) => void} fail
 * @property {number} t0
 */
/** `first`: the name of the first run's history, where the session has several; its own is that of the last. */
/** @type {Record<string, {first?: string, start?: (t0: number) => object, play: (session: Play) => Promise<void>}>} */
export const SCENARIOS = {
  happy: {
    start: () => ({ deliverables: [{ configurationId: AV, claims: claims('a') }] }),
    play: async ({ update, signal, t0 }) => {
      await signal('offerRetrieved');
      await update('exchangeToken', exchange(t0, short(t0)));
      await update('requestCredential', request('request-1'));
      await update('requestCredential', request('request-1'));
      await signal('notificationReceived', { requestId: 'request-1', event: 'credential_accepted' });
    },
  },
  deferred: {
    start: () => ({ deliverables: [{ configurationId: AV }, { configurationId: PID }] }),
    play: async ({ update, signal, refused, t0 }) => {
      await update('exchangeToken', exchange(t0, { jkt: digest('key'), ...short(t0) }));
      await update('requestCredential', request('request-1'));
      await update('collectDeferred', { requestId: 'request-1', accessDigest: digest('access 0') });
      await update('supplyClaims', supplied(AV, 'a'));
      await update('supplyClaims', supplied(AV, 'b'));
      await signal('claimsSupplied', { configuration_id: PID, reference: 'reference-c' });
      await update('refreshToken', {
        refreshDigest: digest('refresh 0'),
        accessDigest: digest('access 1'),
        accessExpiresAt: t0 + LIFE,
        jkt: digest('key'),
      });
      await update('collectDeferred', { requestId: 'request-1', accessDigest: digest('access 1') });
      await update('collectDeferred', { requestId: 'request-1', accessDigest: digest('access 1') });
      await refused('supplyClaims', supplied(AV, 'd'), 'claims_after_issue');
      await signal('notificationReceived', { requestId: 'request-1', event: 'credential_failure' });
    },
  },
  expired: {
    start: (t0) => ({ offer: { codeDigest: digest('code 0'), expiresAt: t0 + 1500 } }),
    play: async ({ signal }) => {
      await signal('offerRetrieved');
      await signal('problemNoted', { reason: 'token_content_type', endpoint: '/token' });
    },
  },
  refused: {
    start: (t0) => ({
      deliverables: [{ configurationId: AV, claims: claims('a') }, { configurationId: PID }],
      offer: { codeDigest: digest('code 0'), txCodeDigest: digest('tx code'), expiresAt: t0 + 60_000 },
    }),
    play: async ({ update, signal, refused, fail, t0 }) => {
      await refused('exchangeToken', exchange(t0, { txCodeDigest: digest('wrong') }), 'tx_code_wrong');
      await update('exchangeToken', exchange(t0, { txCodeDigest: digest('tx code') }));
      fail('issueCredentials', 3);
      await refused('requestCredential', request('request-1'), 'temporarily_unavailable');
      fail('projectSession', 4);
      await signal('problemNoted', { reason: 'nonce_used', endpoint: '/credential' });
      await pause(1500);
      await refused(
        'requestCredential',
        request('request-2', { accessDigest: digest('other') }),
        'access_token_revoked',
      );
      await signal('claimsSupplied', { configuration_id: PID, reference: 'nowhere' });
      await update('requestCredential', request('request-3', { configurationId: PID }));
      await update('denyClaims', {});
      await refused('requestCredential', request('request-4'), 'credential_denied');
      await update('cancel');
    },
  },
  pulled: {
    start: () => ({
      deliverables: [{ configurationId: AV }, { configurationId: PID }],
      pulls: [pull(AV, 'session_created'), pull(PID, 'token_exchanged')],
    }),
    play: async ({ update, signal, fail, t0 }) => {
      // Trouble first, then "not yet", then claims.
      fail('pullClaims', 1);
      await pause(4500);
      await update('exchangeToken', exchange(t0, { jkt: digest('key'), ...short(t0) }));
      await update('requestCredential', request('request-1'));
      await update('requestCredential', request('request-2', { configurationId: PID }));
      await pause(1500);
      await update('supplyClaims', supplied(PID, 'by hand'));
      await update('collectDeferred', { requestId: 'request-2', accessDigest: digest('access 0') });
      await signal('notificationReceived', { requestId: 'request-1', event: 'credential_accepted' });
    },
  },
  released: {
    start: () => ({
      deliverables: [
        { configurationId: AV, requiresRelease: true },
        { configurationId: PID, claims: claims('a') },
      ],
    }),
    play: async ({ update, refused, t0 }) => {
      await update('exchangeToken', exchange(t0));
      await update('requestCredential', request('request-1'));
      await update('supplyClaims', supplied(AV, 'a', 'anna'));
      await refused('releaseClaims', { configurationId: AV, by: 'anna' }, 'release_by_supplier');
      await update('supplyClaims', supplied(AV, 'b', 'bert'));
      await update('releaseClaims', { by: 'anna' });
      await update('requestCredential', request('request-2', { configurationId: PID }));
      await update('renewOffer', { codeDigest: digest('code 1'), expiresAt: t0 + 60_000, configurationIds: [AV] });
      const last = { accessDigest: digest('access 1') };
      await update('exchangeToken', exchange(t0, { codeDigest: digest('code 1'), ...last }));
      await refused('collectDeferred', { requestId: 'request-1', ...last }, 'transaction_foreign');
      await update('requestCredential', request('request-3', last));
      await update('cancel');
    },
  },
  'taken-over': {
    first: 'handed-over',
    start: () => ({ eventsPerRun: 60 }),
    play: async ({ update, signal, refused, t0 }) => {
      await signal('offerRetrieved');
      await update('exchangeToken', exchange(t0, { jkt: digest('key') }));
      await update('requestCredential', request('request-1'));
      await update('supplyClaims', supplied(AV, 'a'));
      for (let index = 1; index <= 14; index += 1) {
        await update('refreshToken', {
          refreshDigest: digest('refresh 0'),
          accessDigest: digest(`access ${index}`),
          accessExpiresAt: t0 + 60_000,
          jkt: digest('key'),
        });
      }
      const last = { requestId: 'request-1', accessDigest: digest('access 14') };
      await update('collectDeferred', last);
      await signal('notificationReceived', { requestId: 'request-1', event: 'credential_accepted' });
      await refused('supplyClaims', supplied(AV, 'b'), 'claims_after_issue');
      await update('cancel');
    },
  },
  'reused-code': {
    start: () => ({ deliverables: [{ configurationId: AV, claims: claims('a') }] }),
    play: async ({ update, signal, refused, t0 }) => {
      await update('exchangeToken', exchange(t0));
      await refused('exchangeToken', exchange(t0, { accessDigest: digest('access 1') }), 'code_used');
      await signal('tokenUndelivered', { accessDigest: digest('access 0') });
      await update('exchangeToken', exchange(t0, { accessDigest: digest('access 1') }));
      await update('renewOffer', { codeDigest: digest('code 1'), expiresAt: t0 + 60_000 });
      await refused('exchangeToken', exchange(t0, { accessDigest: digest('access 2') }), 'code_superseded');
      const last = { accessDigest: digest('access 2') };
      await update('exchangeToken', exchange(t0, { codeDigest: digest('code 1'), ...last }));
      await update('requestCredential', request('request-1', last));
      await update('cancel');
    },
  },
};

/** @param {string} configurationId @param {string} when */
function pull(configurationId, when) {
  return { configurationId, when, timeout: 5, giveUpAfter: 600, retryInterval: 1, maxRetryInterval: 2 };
}

/** @param {string} configurationId @param {string} name @param {string} [by] */
function supplied(configurationId, name, by) {
  return { datasets: [{ configurationId, claims: claims(name) }], ...(by === undefined ? {} : { by }) };
}

/** Tokens of a session that ends by being cancelled. @param {number} t0 @param {object} [change] */
function exchange(t0, change = {}) {
  return {
    codeDigest: digest('code 0'),
    accessDigest: digest('access 0'),
    accessExpiresAt: t0 + 60_000,
    refreshDigest: digest('refresh 0'),
    refreshExpiresAt: t0 + 60_000,
    clientId: 'wallet-dev',
    ...change,
  };
}

/** Those of a session that ends by time: long enough for its scenario, short enough to wait for. @param {number} t0 */
function short(t0) {
  return { accessExpiresAt: t0 + LIFE, refreshExpiresAt: t0 + LIFE };
}

/** @param {string} requestId @param {object} [change] */
function request(requestId, change = {}) {
  return { requestId, accessDigest: digest('access 0'), configurationId: AV, keys: 1, ...change };
}

/** @param {string} name @param {number} t0 */
export function startOf(name, t0) {
  return {
    sessionId: `recorded-${name}`,
    issuer: 'default',
    configurationVersion: '1',
    grantType: 'pre-authorized_code',
    createdAt: t0,
    deliverables: [{ configurationId: AV }],
    offer: { codeDigest: digest('code 0'), expiresAt: t0 + 60_000 },
    policy: {
      requireDpop: false,
      txCodeAttempts: 5,
      maxIssuances: 10,
      deferralLimit: 3600,
      deferredInterval: 1,
      redeliveryWindow: 2,
    },
    ...SCENARIOS[name]?.start?.(t0),
  };
}
