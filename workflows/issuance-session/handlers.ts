/** Handlers refuse by `ProtocolError`; what leaves them is a Temporal failure, since anything else would wedge the session. */
import { ApplicationFailure, log, TemporalFailure } from '@temporalio/workflow';
import { ProtocolError } from '../../protocol/errors/protocol-error.js';
import { toFailure } from '../contract/refusals.js';

function converted(error: unknown): Error {
  if (error instanceof ProtocolError) return toFailure(error);
  if (error instanceof TemporalFailure) return error;
  log.error('A handler failed unexpectedly', {
    error: error instanceof Error ? (error.stack ?? error.message) : String(error),
  });
  return ApplicationFailure.nonRetryable('The session could not handle this message', 'server_error');
}

export function refusable<A extends unknown[], R>(handler: (...args: A) => Promise<R>): (...args: A) => Promise<R> {
  return async (...args) => {
    try {
      return await handler(...args);
    } catch (error) {
      throw converted(error);
    }
  };
}

/** For signals, whose sender waits for no answer: one that makes no sense is logged and forgotten. */
export function heard<A extends unknown[]>(handler: (...args: A) => Promise<void>): (...args: A) => Promise<void> {
  return async (...args) => {
    try {
      await handler(...args);
    } catch (error) {
      if (error instanceof TemporalFailure) throw error;
      log.error('A signal could not be handled', { error: String(error) });
    }
  };
}

/** For validators, which are synchronous and may change nothing. */
export function refusableNow<A extends unknown[]>(check: (...args: A) => void): (...args: A) => void {
  return (...args) => {
    try {
      check(...args);
    } catch (error) {
      throw converted(error);
    }
  };
}
