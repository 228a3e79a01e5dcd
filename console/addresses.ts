/** Every address of the console, so that no page writes one by hand. */
import type { SessionFilter } from '../ports/session-records.js';

/** Where the API mounts the console. */
export const BASE = '/console';

const sessionAddress = (id: string): string => `${BASE}/sessions/${encodeURIComponent(id)}`;

export type SessionAct = 'cancel' | 'deny' | 'renew' | 'release';

export type CredentialAct = 'revoke' | 'suspend' | 'reinstate';

export const addresses = {
  list: BASE,
  login: `${BASE}/login`,
  logout: `${BASE}/logout`,
  inbox: `${BASE}/inbox`,
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
  /** Of the very claims that are shown: corrected ones have another digest. */
  release: (id: string, configurationId: string, digest: string): string =>
    `${sessionAddress(id)}/release?configuration=${encodeURIComponent(configurationId)}&digest=${encodeURIComponent(digest)}`,
  /** Of the items that are shown, to which it leads back. */
  inboxClaim: (id: string, configurationId: string, verb: 'claim' | 'unclaim', shown: InboxShown): string =>
    `${BASE}/inbox/${encodeURIComponent(id)}/${encodeURIComponent(configurationId)}/${verb}${queryOf(shown)}`,
  credentialAct: (id: string, credentialId: string, act: CredentialAct): string =>
    `${sessionAddress(id)}/credentials/${encodeURIComponent(credentialId)}/${act}`,
} as const;

export type InboxShown = { readonly issuer?: string; readonly claimed_by?: string; readonly after?: string };

export function inboxAddress(shown: InboxShown): string {
  return `${addresses.inbox}${queryOf(shown)}`;
}

function queryOf(shown: InboxShown): string {
  const query = new URLSearchParams(Object.entries(shown).filter(([, value]) => value !== undefined));
  return query.size === 0 ? '' : `?${query}`;
}

export function listAddress(filter: Partial<SessionFilter>): string {
  const query = new URLSearchParams();
  for (const name of ['issuer', 'status', 'reference', 'problem'] as const) {
    if (filter[name] !== undefined) query.set(name, String(filter[name]));
  }
  const { before } = filter;
  if (before !== undefined)
    query.set('before', before.id === undefined ? `${before.createdAt}` : `${before.createdAt}.${before.id}`);
  return query.size === 0 ? BASE : `${BASE}?${query}`;
}

/** A place in the list as `listAddress` writes it; undefined where it is none. */
export function readCursor(text: string | undefined): SessionFilter['before'] {
  const [, at, id] = /^(\d{1,16})(?:\.([A-Za-z0-9_-]{1,64}))?$/.exec(text ?? '') ?? [];
  if (at === undefined) return undefined;
  return id === undefined ? { createdAt: Number(at) } : { createdAt: Number(at), id };
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
