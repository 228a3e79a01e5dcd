/** What a form that was refused shows again, in that same answer only: what was typed, and what is wrong with it where. */
import type { FormMember } from './build-fields.js';

/** As the check of claims names a fault: by place and rule. */
export type ClaimProblem = { readonly path: string; readonly message: string };

export type ClaimsFormState = {
  readonly configurationId: string;
  /** Text by field name. */
  readonly typed: ReadonlyMap<string, string>;
  readonly problems: ReadonlyMap<string, readonly string[]>;
  /** What belongs to no field. */
  readonly general: readonly string[];
  /** Whether the JSON form was used. */
  readonly isJson: boolean;
};

export function typedOf(form: FormData): Map<string, string> {
  return new Map([...form].filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
}

/** Each problem beside the field it is about, or the nearest one around it. */
export function placeProblems(
  members: readonly FormMember[],
  problems: readonly ClaimProblem[],
): Pick<ClaimsFormState, 'problems' | 'general'> {
  const paths = new Set(pathsOf(members));
  const placed = new Map<string, string[]>();
  const general: string[] = [];
  for (const { path, message } of problems) {
    const field = nearest(path, paths);
    if (field === undefined) general.push(path === '' ? `The claims: ${message}` : `${path} ${message}`);
    else placed.set(field, [...(placed.get(field) ?? []), wordProblem(path, field, message)]);
  }
  return { problems: placed, general };
}

function wordProblem(path: string, field: string, message: string): string {
  const below = path.slice(field.length + 1);
  if (below === '') return message;
  return /^\d+$/.test(below) ? `line ${Number(below) + 1} ${message}` : `${below} ${message}`;
}

function nearest(path: string, known: ReadonlySet<string>): string | undefined {
  for (let at = path; at !== ''; at = at.slice(0, at.lastIndexOf('/'))) if (known.has(at)) return at;
  return undefined;
}

function pathsOf(members: readonly FormMember[]): string[] {
  return members.flatMap((one) => (one.kind === 'group' ? [one.path, ...pathsOf(one.members)] : [one.path]));
}
