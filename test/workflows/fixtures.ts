/** A session to decide on, and the commands that reach it: all of it plain values. */
import { expect } from 'vitest';
import type { Reason } from '../../protocol/errors/catalogue.js';
import { ProtocolError } from '../../protocol/errors/protocol-error.js';
import type {
  ExchangeToken,
  RefreshToken,
  RequestCredential,
  SessionPolicy,
  SessionStart,
} from '../../workflows/contract/messages.js';
import type { NextStep } from '../../workflows/issuance-session/session.js';
import { Session } from '../../workflows/issuance-session/session.js';

export const T0 = Date.UTC(2026, 5, 12, 12);
export const SECOND = 1000;
export const AV = 'eu.europa.ec.av.1';
export const PID = 'eu.europa.ec.eudi.pid_mdoc';

export const POLICY: SessionPolicy = {
  requireDpop: false,
  txCodeAttempts: 3,
  maxIssuances: 4,
  deferralLimit: 3600,
  deferredInterval: 5,
  redeliveryWindow: 60,
};

export function claims(name: string): { reference: string; digest: string } {
  return { reference: `reference-${name}`, digest: `digest-${name}` };
}

export type StartChange = Partial<Omit<SessionStart, 'policy' | 'offer'>> & {
  readonly policy?: Partial<SessionPolicy>;
  readonly offer?: Partial<SessionStart['offer']>;
};

/** One age credential whose claims are not there yet, unless said. */
export function startOf({ policy, offer, ...change }: StartChange = {}): SessionStart {
  return {
    sessionId: 'session-1',
    issuer: 'default',
    configurationVersion: '1',
    grantType: 'pre-authorized_code',
    createdAt: T0,
    deliverables: [{ configurationId: AV }],
    ...change,
    offer: { codeDigest: 'code-0', expiresAt: T0 + 600 * SECOND, ...offer },
    policy: { ...POLICY, ...policy },
  };
}

export function newSession(change?: StartChange): Session {
  return new Session(startOf(change));
}

/** Claims present from the start. */
export function suppliedSession(change: StartChange = {}): Session {
  return newSession({ deliverables: [{ configurationId: AV, claims: claims('a') }], ...change });
}

export function exchange(change: Partial<ExchangeToken> = {}): ExchangeToken {
  return {
    codeDigest: 'code-0',
    accessDigest: 'access-0',
    accessExpiresAt: T0 + 300 * SECOND,
    refreshDigest: 'refresh-0',
    refreshExpiresAt: T0 + 3600 * SECOND,
    ...change,
  };
}

export function refreshing(change: Partial<RefreshToken> = {}): RefreshToken {
  return { refreshDigest: 'refresh-0', accessDigest: 'access-1', accessExpiresAt: T0 + 600 * SECOND, ...change };
}

export function request(requestId = 'request-1', change: Partial<RequestCredential> = {}): RequestCredential {
  return { requestId, accessDigest: 'access-0', configurationId: AV, keys: 1, ...change };
}

/** A session whose code is redeemed, at T0. */
export function exchanged(session: Session, change?: Partial<ExchangeToken>): Session {
  session.exchangeToken(exchange(change), T0);
  return session;
}

/** What the signing handler does when all goes well. */
export function deliver(session: Session, step: NextStep, now: number): void {
  expect(step.kind).toBe('sign');
  if (step.kind === 'sign') session.deliver(step.deliverable, step.issuance, now).settle();
}

export function refusedFor(action: () => unknown): Reason | undefined {
  try {
    action();
  } catch (error) {
    if (error instanceof ProtocolError) return error.reason;
    throw error;
  }
  return undefined;
}

export function eventsOf(session: Session): string[] {
  return session.view().events.map((one) => one.type);
}

/** Supplies one dataset as the API does, and answers what came of it. */
export function supply(
  session: Session,
  configurationId: string,
  dataset: { reference: string; digest: string },
  now: number,
  by?: string,
): string | undefined {
  const command = { datasets: [{ configurationId, claims: dataset }], ...(by === undefined ? {} : { by }) };
  return session.supplyClaims(command, now)[configurationId];
}
