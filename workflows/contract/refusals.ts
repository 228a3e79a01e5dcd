/**
 * Refusals across Temporal, both ways. Explicit, because the SDK would name the failure after its class, retry it and
 * drop our fields. Only the reason id crosses: everything else stands in the catalogue on the other side.
 */
import { ApplicationFailure, ApplicationFailureCategory } from '@temporalio/common';
import type { Reason } from '../../protocol/errors/catalogue.js';
import { catalogue } from '../../protocol/errors/catalogue.js';
import { ProtocolError, refuse } from '../../protocol/errors/protocol-error.js';

/** A refusal as a failure that is not retried, not logged as an error and not counted as one. */
export function toFailure(error: ProtocolError): ApplicationFailure {
  return ApplicationFailure.create({
    type: error.reason,
    message: error.refusal.sentence,
    nonRetryable: true,
    category: ApplicationFailureCategory.BENIGN,
  });
}

/** The refusal inside whatever Temporal wrapped it in, or undefined when it is no refusal of ours. */
export function fromFailure(error: unknown): ProtocolError | undefined {
  for (let current = error; current instanceof Error; current = current.cause) {
    if (current instanceof ProtocolError) return current;
    const type = (current as { type?: unknown }).type;
    if (typeof type === 'string' && Object.hasOwn(catalogue(), type)) return refuse(type as Reason, {}, error);
  }
  return undefined;
}
