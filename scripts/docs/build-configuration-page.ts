/** docs/configuration.md: the environment, and the issuers' file. */
import type { Variable } from './environment.js';
import { listVariables } from './environment.js';
import { listMembers } from './issuers-file.js';
import { code, GENERATED, table } from './markdown.js';
import { profilesSection } from './profiles-section.js';

const intro = `# Configuration

${GENERATED}

Two things configure an installation: environment variables, and one JSON file that describes the issuers. Both are read
at start, checked whole, and refused with a message that lists every mistake. The issuers' file and the manifest of keys
are read again when they change, or on SIGHUP ([operations.md](operations.md)); the environment is not.

With \`NODE_ENV=production\`, development defaults are refused by name: \`VOUCHSAFE_PUBLIC_URL\` must be \`https:\`, both
processes need \`VOUCHSAFE_KEYS\`, the API needs \`VOUCHSAFE_ADMIN_KEY\`, the worker needs \`VOUCHSAFE_ISSUER_KEY\` and
\`VOUCHSAFE_ISSUER_CHAIN\`, or \`VOUCHSAFE_ISSUER_KEYS\`, and no issuer may have the development login, nor one at a provider without TLS. How keys are made and rotated is in
[operations.md](operations.md).

## Environment`;

const issuersFile = `## The issuers' file

\`VOUCHSAFE_CONFIG\` names it; \`config/issuers.json\` is the shipped example, with three credential configurations. Both
processes read it, so both must be given the same. \`[]\` stands for every entry of an array, \`.*\` for every member of an
object. A member that is not listed is a mistake, named with its place and with the member that may have been meant, so that
a misspelt switch is not passed over; only \`claims_schema\` may hold anything JSON Schema has. Configurations that sessions
began with are read back without this: what a release does not know it leaves out.`;

export function buildConfigurationPage(): string {
  const groups = listVariables().map(
    ({ title, about, variables }) =>
      `### ${title}\n\n${about}\n\n${table(['Variable', 'Default', 'Meaning'], variables.map(toRow))}`,
  );
  const members = listMembers().map(({ path, type, fallback, meaning }) => [code(path), type, fallback, meaning]);
  const file = table(['Member', 'Type', 'Default', 'Meaning'], members);
  return `${[intro, ...groups, issuersFile, file, profilesSection].join('\n\n')}\n`;
}

function toRow({ name, description, fallback, values }: Variable): string[] {
  const choice = values === undefined ? '' : ` (${values.map(code).join(', ')})`;
  return [code(name), fallback === undefined ? '' : code(fallback), `${description}${choice}`];
}
