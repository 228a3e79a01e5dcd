/** What an operator may open and post, by the scopes of the key they logged in with. */
import type { RequestHandler } from 'express';
import type { Caller, Scope } from '../../ports/caller.js';
import { PageProblem } from './page-problem.js';
import { operatorOf } from './require-operator.js';

/** The forms too: who cannot send one is not shown it. The first that fits counts; any of its scopes will do. */
const NEEDED: readonly (readonly [RegExp, ...Scope[]])[] = [
  [/^\/sessions\/new$/, 'sessions:write'],
  [/^\/sessions\/[^/]+\/(cancel|renew)$/, 'sessions:write'],
  [/^\/sessions\/[^/]+\/(deny|claims\/[^/]+)$/, 'claims:write'],
  [/^\/sessions\/[^/]+\/release$/, 'claims:release'],
  [/^\/inbox\/[^/]+\/[^/]+\/(claim|unclaim)$/, 'claims:write', 'claims:release'],
];

export function holdsScope({ scopes }: Caller, ...anyOf: readonly Scope[]): boolean {
  return scopes.includes('admin') || anyOf.some((one) => scopes.includes(one));
}

/** An act that has no rule here is for administrators: one that was forgotten stays closed. */
export const checkOperatorScope: RequestHandler = (request, response, next) => {
  const isReading = request.method === 'GET' || request.method === 'HEAD';
  const [, ...known] = NEEDED.find(([path]) => path.test(request.path)) ?? [];
  const needed: Scope[] = known.length > 0 ? known : [isReading ? 'sessions:read' : 'admin'];
  const { caller } = operatorOf(response);
  for (const anyOf of [['sessions:read'], needed] as const)
    if (!holdsScope(caller, ...anyOf))
      throw new PageProblem(
        403,
        'Your key does not allow this',
        `It lacks the scope ${anyOf.join(' or ')}. Log in with another key.`,
        'api_scope_missing',
      );
  next();
};
