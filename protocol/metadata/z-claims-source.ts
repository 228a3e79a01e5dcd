/**
 * Where the claims of a credential configuration come from. A new kind is one more member of the union: whoever does not
 * know it leaves the claims awaited, so that the back office is asked.
 */
import { z } from 'zod';
import { zPulledClaims } from './z-pulled-claims.js';

/** A claim of the login by its name, or the path to it; `value` is the same for everybody. */
const zLoginClaim = z.union([
  z.string().min(1).max(200),
  z.array(z.string().min(1).max(200)).min(1).max(8),
  z.strictObject({ value: z.json() }),
]);

const zPushed = z.strictObject({ kind: z.literal('push') });

const zFromLogin = z.strictObject({
  kind: z.literal('login'),
  /** By the names of the claims schema. A claim the login does not have is left out. */
  map: z.record(z.string().min(1), zLoginClaim).refine((map) => Object.keys(map).length > 0, 'must name a claim'),
});

export const zClaimsSource = z
  .discriminatedUnion('kind', [zPushed, zPulledClaims, zFromLogin])
  .default({ kind: 'push' });

export type ClaimsSource = z.infer<typeof zClaimsSource>;
export type LoginClaimsMap = z.infer<typeof zFromLogin>['map'];
