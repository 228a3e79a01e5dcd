/** What a new session is called. */
import { randomBytes } from 'node:crypto';
import type { LoadErasure } from '../../ports/privacy.js';
import { ProtocolError, refuse } from '../../protocol/errors/protocol-error.js';
import type { HandleCodec } from '../handles/handle-codec.js';

const ID_BYTES = 16;

export type SessionIdDependencies = {
  readonly handles: Pick<HandleCodec, 'keyedDigest'>;
  readonly loadErasure: LoadErasure;
};

/**
 * With an idempotency key the id follows from it, so that a repeat finds the session that is there. Of an erased session it
 * would find the remains: events that were told already, logs that are still taken away. So what is made after an erasure has
 * an id of its own, and repeats of that find it too.
 *
 * @throws ProtocolError `session_being_erased`
 */
export async function findSessionId(
  deps: SessionIdDependencies,
  issuer: string,
  idempotencyKey: string | undefined,
): Promise<string> {
  if (idempotencyKey === undefined) return randomBytes(ID_BYTES).toString('base64url');
  let id = derive(deps, issuer, idempotencyKey);
  for (;;) {
    const erasure = await deps.loadErasure(id);
    if (erasure === undefined) return id;
    if (erasure.finishedAt === undefined) throw refuse('session_being_erased');
    id = derive(deps, issuer, idempotencyKey, `${id} ${erasure.requestedAt}`);
  }
}

/** Between the look and the storing an erasure may have begun, and will take away what was stored. @throws as above */
export async function checkNotErased(
  { loadErasure }: Pick<SessionIdDependencies, 'loadErasure'>,
  sessionId: string,
): Promise<void> {
  if ((await loadErasure(sessionId)) !== undefined) throw refuse('session_being_erased');
}

export function isBeingErased(error: unknown): boolean {
  return error instanceof ProtocolError && error.reason === 'session_being_erased';
}

function derive({ handles }: SessionIdDependencies, ...parts: readonly string[]): string {
  const digest = handles.keyedDigest('idempotency', ...parts);
  return Buffer.from(digest, 'base64url').subarray(0, ID_BYTES).toString('base64url');
}
