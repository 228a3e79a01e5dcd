/**
 * A posted claims form as claims. It decides nothing: an empty field is an absent claim, and text that is not what its
 * field asks for stays text, so that the check against the schema names the fault.
 */
import type { Field, FormMember } from './build-fields.js';

/** Name of the file field beside the text field of a binary claim. */
export const fileFieldName = (path: string): string => `file:${path}`;

export async function parseClaimsForm(
  members: readonly FormMember[],
  form: FormData,
): Promise<Record<string, unknown>> {
  const claims: [string, unknown][] = [];
  for (const member of members) {
    const value = await claimOf(member, form);
    if (value !== undefined) claims.push([member.name, value]);
  }
  return Object.fromEntries(claims);
}

async function claimOf(member: FormMember, form: FormData): Promise<unknown> {
  if (member.kind === 'group') {
    const value = await parseClaimsForm(member.members, form);
    return Object.keys(value).length > 0 ? value : undefined;
  }
  const file = member.kind === 'binary' ? await fileOf(form, member.path) : undefined;
  if (file !== undefined) return file;
  const text = form.get(member.path);
  return typeof text === 'string' && text.trim() !== '' ? parseText(member, text) : undefined;
}

function parseText(field: Field, text: string): unknown {
  switch (field.kind) {
    case 'boolean':
      return text === 'true' ? true : text === 'false' ? false : text;
    case 'integer':
    case 'number':
      return parseNumber(text);
    case 'choice':
      return parseChoice(field, text);
    case 'date-time':
      return withZone(text.trim());
    case 'lines':
      return linesOf(text).map((line) => (field.lineKind === 'text' ? line : parseNumber(line)));
    case 'json':
      return parseJson(text);
    case 'binary':
      return text.replaceAll(/\s+/g, '');
    case 'text':
    case 'email':
    case 'date':
      return text;
    default:
      return field.kind satisfies never;
  }
}

function parseChoice({ choices = [] }: Field, text: string): unknown {
  const chosen = choices.find((one) => one.value === text);
  return chosen === undefined ? text : chosen.claim;
}

/** A number that could not be kept exactly stays text. */
function parseNumber(text: string): unknown {
  const trimmed = text.trim();
  const value = Number(trimmed);
  const isPlain = /^[+-]?\d+(\.\d+)?(e[+-]?\d+)?$/i.test(trimmed) && Number.isFinite(value);
  return isPlain && (!Number.isInteger(value) || Number.isSafeInteger(value)) ? value : text;
}

/** Browsers give a local time without seconds and zone; the form asks for UTC. */
function withZone(text: string): string {
  const match = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2})(:\d{2})?(\.\d+)?$/.exec(text);
  return match === null ? text : `${match[1]}${match[2] ?? ':00'}${match[3] ?? ''}Z`;
}

function linesOf(text: string): string[] {
  return text
    .split(/\r\n|\r|\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

async function fileOf(form: FormData, path: string): Promise<string | undefined> {
  const file = form.get(fileFieldName(path));
  if (file === null || typeof file === 'string' || file.size === 0) return undefined;
  return Buffer.from(await file.arrayBuffer()).toString('base64');
}
