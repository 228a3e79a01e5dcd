/** Every address of the console, so that no page writes one by hand. */
import type { SessionFilter } from '../ports/session-records.js';

/** Where the API mounts the console. */
export const BASE = '/console';

const sessionAddress = (id: string): string => `${BASE}/sessions/${encodeURIComponent(id)}`;

export type SessionAct = 'cancel' | 'deny' | 'renew';

export type CredentialAct = 'revoke' | 'suspend' | 'reinstate';

export const addresses = {
  list: BASE,
  login: `${BASE}/login`,
  logout: `${BASE}/logout`,
  newSession: `${BASE}/sessions/new`,
  session: sessionAddress,
  exported: (id: string): string => `${sessionAddress(id)}/export`,
  liveState: (id: string): string => `${sessionAddress(id)}/live/state`,
  liveLogs: (id: string): string => `${sessionAddress(id)}/live/logs`,
  olderLogs: (id: string, before: string): string => `${sessionAddress(id)}?logs=${encodeURIComponent(before)}#logs`,
  claims: (id: string, configurationId: string): string =>
    `${sessionAddress(id)}/claims/${encodeURIComponent(configurationId)}`,
  act: (id: string, act: SessionAct, configurationId?: string): string =>
    `${sessionAddress(id)}/${act}${configurationId === undefined ? '' : `?configuration=${encodeURIComponent(configurationId)}`}`,
  credentialAct: (id: string, credentialId: string, act: CredentialAct): string =>
    `${sessionAddress(id)}/credentials/${encodeURIComponent(credentialId)}/${act}`,
} as const;

export function listAddress(filter: Partial<SessionFilter>): string {
  const query = new URLSearchParams();
  for (const name of ['issuer', 'status', 'reference', 'problem', 'before'] as const) {
    if (filter[name] !== undefined) query.set(name, String(filter[name]));
  }
  return query.size === 0 ? BASE : `${BASE}?${query}`;
}

/** Id of the form that supplies claims; being inside a closed box, it opens the box when a link leads to it. */
export function claimsFormId(configurationId: string): string {
  return `claims-of-${encodeURIComponent(configurationId)}`;
}

/** Where to go after login: an address of the console, or its front page. Anything else would be an open redirect. */
export function safeReturnAddress(wanted: unknown): string {
  if (typeof wanted !== 'string' || !URL.canParse(wanted, 'http://console.invalid')) return BASE;
  const { origin, pathname, search } = new URL(wanted, 'http://console.invalid');
  const isOurs = origin === 'http://console.invalid' && (pathname === BASE || pathname.startsWith(`${BASE}/`));
  return isOurs && !pathname.includes('//') ? `${pathname}${search}` : BASE;
}
