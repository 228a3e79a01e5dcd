/** What a status list token says, whichever way it is encoded. */
import type { StatusBits } from './pack-statuses.js';

export type StatusListContent = {
  /** Exactly the `uri` that stands in the credentials. */
  readonly uri: string;
  readonly bits: StatusBits;
  /** Packed and compressed. */
  readonly list: Uint8Array;
  readonly issuedAt: Date;
  readonly expiresAt: Date;
  /** Seconds a relying party may go on using the token without asking again. */
  readonly ttl: number;
  readonly aggregationUri: string;
};

export const toSeconds = (time: Date): number => Math.floor(time.getTime() / 1000);
