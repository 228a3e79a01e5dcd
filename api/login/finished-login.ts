/** A login between its end at the provider and the person's decision: sealed, short-lived, of one request in one browser. */
import type { StoredClaims } from '../../ports/session-records.js';
import { sealingContext } from '../../protocol/sealing-contexts.js';
import type { PendingAuthorization } from '../authorization/pushed-request.js';
import type { WalletDependencies } from '../http/wallet-dependencies.js';
import type { NewSessionKeys } from '../session-seals.js';

export type FinishedLogin = {
  readonly subject: string;
  /** For the page that the person sees. */
  readonly displayName?: string;
  /** Of the session that begins with the decision; absent where there is one already. */
  readonly keys?: NewSessionKeys;
  /** Sealed to the session: nobody but the worker can read them from here on. */
  readonly claims: readonly StoredClaims[];
};

/** Where it lies, which whoever has not the browser's cookie cannot tell. */
export function loginIdOf(
  deps: WalletDependencies,
  pending: Pick<PendingAuthorization, 'id'>,
  browser: string,
): string {
  return `login:${deps.handles.keyedDigest('login', pending.id, browser)}`;
}

/** The first one stays: a second login of this browser for this request finds it there. */
export async function storeLogin(
  deps: WalletDependencies,
  pending: PendingAuthorization,
  browser: string,
  login: FinishedLogin,
): Promise<void> {
  const id = loginIdOf(deps, pending, browser);
  const sealed = deps.seals.sealOwn(Buffer.from(JSON.stringify(login, asText)), sealingContext.login(id));
  try {
    await deps.pushedRequests.store({ id, sealed, expiresAt: pending.expiresAt });
  } catch (error) {
    // Two callbacks at once: whichever came first is the login, and the page says who that is.
    if ((await deps.pushedRequests.load(id, deps.now().getTime())) === undefined) throw error;
  }
}

/** Once it was decided upon. What is left behind by accident expires with its request. */
export async function removeLogin(
  deps: WalletDependencies,
  pending: Pick<PendingAuthorization, 'id'>,
  browser: string | undefined,
): Promise<void> {
  if (browser !== undefined) await deps.pushedRequests.remove(loginIdOf(deps, pending, browser)).catch(() => undefined);
}

export async function loadLogin(
  deps: WalletDependencies,
  pending: PendingAuthorization,
  browser: string | undefined,
): Promise<FinishedLogin | undefined> {
  if (browser === undefined) return undefined;
  const id = loginIdOf(deps, pending, browser);
  const sealed = await deps.pushedRequests.load(id, deps.now().getTime());
  if (sealed === undefined) return undefined;
  const text = Buffer.from(deps.seals.openOwn(sealed, sealingContext.login(id))).toString('utf8');
  return JSON.parse(text, asBytes) as FinishedLogin;
}

const BYTES = 'bytes:';

function asText(this: Record<string, unknown>, name: string, value: unknown): unknown {
  const own = this[name];
  return own instanceof Uint8Array ? BYTES + Buffer.from(own).toString('base64url') : value;
}

const byteMembers = ['sealed', 'publicKey', 'dataKey', 'digestKey'];

function asBytes(name: string, value: unknown): unknown {
  if (!byteMembers.includes(name) || typeof value !== 'string') return value;
  return Buffer.from(value.slice(BYTES.length), 'base64url');
}
