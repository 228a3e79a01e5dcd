/** A posted claims form on its way to the back office, and back when it is refused. */

import type { SuppliedOutcome } from '../../ports/back-office.js';
import { type ClaimProblem, type ClaimsFormState, placeProblems, typedOf } from '../claims-form/form-state.js';
import { parseClaimsForm } from '../claims-form/parse-form.js';
import type { PageDependencies } from '../dependencies.js';
import { textOf } from '../http/read-form.js';
import { loadSession } from './session-state.js';
import { configurationsOf, fieldsOf } from './show-session.js';

type Supplied =
  | { readonly outcome: SuppliedOutcome }
  /** `reason` is the refusal's id, where it came so far. */
  | { readonly refused: ClaimsFormState; readonly status: number; readonly reason?: string };

export async function supplyClaims(
  deps: PageDependencies,
  id: string,
  configurationId: string,
  form: FormData,
): Promise<Supplied> {
  const configurations = await configurationsOf(deps, await loadSession(deps, id));
  const fields = fieldsOf(configurations, configurationId);
  const isJson = form.has('json');
  const posted = { configurationId, typed: typedOf(form), isJson };
  let claims: unknown;
  try {
    claims = isJson ? JSON.parse(textOf(form, 'json') ?? '') : await parseClaimsForm(fields, form);
  } catch (error) {
    const general = [`This is not JSON: ${(error as Error).message}`];
    return { refused: { ...posted, problems: new Map(), general }, status: 422 };
  }
  try {
    const outcomes = await deps.backOffice.supplyClaims(id, { [configurationId]: claims });
    return { outcome: outcomes[configurationId] ?? 'unchanged' };
  } catch (error) {
    const { refusal, evidence, reason } = deps.asRefusal(error);
    if (refusal.status >= 500) throw error;
    const { problems, general } = placeProblems(fields, problemsOf(evidence['problems']));
    const isPlaced = problems.size + general.length > 0;
    const said = isPlaced ? general : [`${refusal.sentence} ${refusal.help}`];
    return { refused: { ...posted, problems, general: said }, status: refusal.status, reason };
  }
}

/** What the check of claims found, as far as it has the shape of problems. */
function problemsOf(value: unknown): ClaimProblem[] {
  if (!Array.isArray(value)) return [];
  return value.filter((one): one is ClaimProblem => typeof one?.path === 'string' && typeof one?.message === 'string');
}
