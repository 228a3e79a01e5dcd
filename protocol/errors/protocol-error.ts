/** A refusal the protocol defines, with everything its three readers need: the wallet, the operator, the documentation. */
import type { Reason } from './catalogue.js';
import { catalogue } from './catalogue.js';

/** Which door the refusal is given at; it decides the shape of the answer (`WWW-Authenticate` for `access`). */
export type RefusalFamily =
  | 'offer'
  | 'authorization'
  | 'token'
  | 'access'
  | 'credential'
  | 'deferred'
  | 'notification'
  | 'status'
  | 'back_office'
  | 'server';

/** One row of the catalogue. `sentence` is public and fixed; `help` is for the session log and the documentation. */
export type Refusal = {
  readonly family: RefusalFamily;
  readonly code: string;
  readonly status: number;
  readonly sentence: string;
  readonly help: string;
  readonly specRef: string;
  readonly retryable: boolean;
};

/** What was seen and what was wanted; log only, never on the wire. Names and shapes, no secret and no claim value. */
export type Evidence = {
  readonly reason?: string;
  readonly help?: string;
  readonly expected?: unknown;
  readonly provided?: unknown;
  readonly header_params?: readonly string[];
  readonly proof_type?: string;
  readonly [detail: string]: unknown;
};

export class ProtocolError extends Error {
  override readonly name = 'ProtocolError';
  readonly refusal: Refusal;

  constructor(
    readonly reason: Reason,
    readonly evidence: Evidence = {},
    cause?: unknown,
  ) {
    super(catalogue()[reason].sentence, cause === undefined ? undefined : { cause });
    this.refusal = catalogue()[reason];
  }
}

/** A refusal by its reason id: `throw refuse('nonce_missing', { provided: null })`. */
export function refuse(reason: Reason, evidence?: Evidence, cause?: unknown): ProtocolError {
  return new ProtocolError(reason, evidence, cause);
}
