/** Writes one family of the catalogue: what the rows share is said once. Made when first needed, as the catalogue is. */
import type { Refusal, RefusalFamily } from './protocol-error.js';

export type RefusalRow = {
  readonly code: string;
  /** Public and fixed; only %x20-21 / %x23-5B / %x5D-7E (OID4VCI section 8.3.1.2, RFC 6749 section 5.2). */
  readonly sentence: string;
  readonly help: string;
  readonly specRef: string;
  /** The family's usual status unless said. */
  readonly status?: number;
  /**
   * Whether another attempt, corrected if need be, can still succeed in the same session; true unless said.
   * Terminal refusals need somebody to act: a new offer, a renewed one, or a different decision.
   */
  readonly retryable?: boolean;
};

export function defineRefusals<K extends string>(
  shared: { readonly family: RefusalFamily; readonly status: number },
  rows: Readonly<Record<K, RefusalRow>>,
): () => Readonly<Record<K, Refusal>> {
  return () => {
    const entries = Object.entries<RefusalRow>(rows).map(([reason, row]) => [
      reason,
      { ...shared, retryable: true, ...row },
    ]);
    return Object.fromEntries(entries) as Record<K, Refusal>;
  };
}
