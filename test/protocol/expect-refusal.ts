/** Assertions on refusals, and the fixed points the tests of this folder share. */
import { expect } from 'vitest';
import type { Reason } from '../../protocol/errors/catalogue.js';
import { ProtocolError } from '../../protocol/errors/protocol-error.js';

export const ISSUER = 'https://issuer.example/tenant';
export const NOW = new Date('2026-06-12T12:00:00Z');
export const NOW_SECONDS = NOW.getTime() / 1000;

/** The refusal an action ends in; anything else fails the test. */
export async function refusalOf(action: () => unknown): Promise<ProtocolError> {
  try {
    await action();
  } catch (error) {
    if (error instanceof ProtocolError) return error;
    throw error;
  }
  throw new Error('nothing was refused');
}

export async function expectRefusal(action: () => unknown, reason: Reason, code?: string): Promise<ProtocolError> {
  const error = await refusalOf(action);
  expect(error.reason).toBe(reason);
  if (code !== undefined) expect(error.refusal.code).toBe(code);
  return error;
}

/** For properties: the action may succeed or be refused, and nothing else. */
export async function refusesOrReturns(action: () => unknown): Promise<void> {
  try {
    await action();
  } catch (error) {
    if (!(error instanceof ProtocolError)) throw error;
  }
}
