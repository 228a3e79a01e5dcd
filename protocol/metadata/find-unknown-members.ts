/**
 * Members of the operator's file that no schema knows. Configurations that were kept are read by another release than the
 * one that took them, so there the schemas leave out what they do not know; a file is checked by who wrote it, and a
 * misspelt switch that is passed over in silence is a switch that was never set.
 */
import type { z } from 'zod';
import { checkShape } from '../check-shape.js';
import { nearestName } from './nearest-name.js';

type Path = readonly (string | number)[];
export type UnknownMember = { readonly path: (string | number)[]; readonly message: string };

/** Every one at once, each with its path. Objects whose members are anybody's to name, such as JSON Schemas, are not judged. */
export function findUnknownMembers(schema: z.core.$ZodType, value: unknown, path: Path = []): UnknownMember[] {
  const { def } = (schema as z.core.$ZodTypes)._zod;
  switch (def.type) {
    case 'object':
      return isObject(value) ? findInObject(def, value, path) : [];
    case 'array':
      return Array.isArray(value)
        ? value.flatMap((one, index) => findUnknownMembers(def.element, one, [...path, index]))
        : [];
    case 'record':
      return isObject(value)
        ? Object.entries(value).flatMap(([name, one]) => findUnknownMembers(def.valueType, one, [...path, name]))
        : [];
    case 'union': {
      // Only of those with a discriminator is it known which one is meant; the others are strict themselves.
      const chosen = 'discriminator' in def ? chooseOption(def as z.core.$ZodDiscriminatedUnionDef, value) : undefined;
      return chosen === undefined ? [] : findUnknownMembers(chosen, value, path);
    }
    case 'optional':
    case 'nullable':
    case 'default':
    case 'prefault':
      return findUnknownMembers(def.innerType, value, path);
    case 'pipe':
      return findUnknownMembers(def.in, value, path);
    default:
      return [];
  }
}

function findInObject(def: z.core.$ZodObjectDef, value: Record<string, unknown>, path: Path): UnknownMember[] {
  const isOpen = def.catchall !== undefined && (def.catchall as z.core.$ZodTypes)._zod.def.type !== 'never';
  return Object.entries(value).flatMap(([name, member]) => {
    const known = Object.hasOwn(def.shape, name) ? def.shape[name] : undefined;
    if (known !== undefined) return findUnknownMembers(known, member, [...path, name]);
    if (isOpen) return [];
    const nearest = nearestName(
      name,
      Object.keys(def.shape).filter((one) => !Object.hasOwn(value, one)),
    );
    const hint = nearest === undefined ? '' : `; did you mean ${nearest}?`;
    return [{ path: [...path, name], message: `is not a known member${hint}` }];
  });
}

function chooseOption({ discriminator, options }: z.core.$ZodDiscriminatedUnionDef, value: unknown) {
  if (!isObject(value)) return undefined;
  return options.find((one) => {
    const { def } = (one as z.core.$ZodTypes)._zod;
    const member = def.type === 'object' ? def.shape[discriminator] : undefined;
    return member !== undefined && checkShape(member as z.ZodType, value[discriminator]).success;
  });
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
