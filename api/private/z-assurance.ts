/** `assurance` on the wire: how it was verified what the claims say. */
import { z } from 'zod';
import type { Assurance } from '../../protocol/assurance/check-assurance.js';
import { ASSURANCE_LEVELS } from '../../protocol/assurance/check-assurance.js';
import { iso } from './iso-time.js';

/** Strict, so that no evidence finds its way in (AV-12). */
export const zAssurance = z
  .strictObject({
    level: z.enum(ASSURANCE_LEVELS).meta({ description: 'Level of assurance (eIDAS, article 8)' }),
    method: z
      .string()
      .regex(/^[a-z0-9][a-z0-9._:-]{0,63}$/)
      .meta({ description: 'A word for the way, such as national-eid; nothing about the person' }),
    verified_at: z.iso.datetime({ offset: true }),
  })
  .meta({ id: 'Assurance', description: 'How it was verified what the claims say; profile av takes none without it' });

export function toAssurance(wire: z.infer<typeof zAssurance>): Assurance {
  return { level: wire.level, method: wire.method, verifiedAt: Date.parse(wire.verified_at) };
}

export function buildAssuranceAnswer(assurance: Assurance | undefined) {
  if (assurance === undefined) return null;
  const { level, method, verifiedAt } = assurance;
  return { level, method, verified_at: iso(verifiedAt) };
}
