/** The session as an operator reads it in the Temporal UI. */
import type { SessionView } from '../../protocol/session-view.js';

export function describeSession(view: SessionView): string {
  const problem = view.problems.at(-1);
  return [
    `**${view.status}** (${view.grantType}, issuer ${view.issuer})`,
    '',
    ...view.deliverables.map((one) => {
      const issuances = one.issuances.map((issuance) => `${issuance.state} (${issuance.keys} keys)`).join(', ');
      return `- ${one.configurationId}: claims ${one.claims}${issuances === '' ? '' : `; ${issuances}`}`;
    }),
    ...(problem === undefined ? [] : ['', `Last problem: \`${problem.reason}\` at \`${problem.endpoint}\``]),
  ].join('\n');
}
