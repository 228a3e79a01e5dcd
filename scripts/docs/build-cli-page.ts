/** `docs/cli.md`: the command line in its own words. */
import type { Command } from 'commander';
import { buildProgram, everyCommand } from '../../cli/build-program.js';
import { GENERATED, table } from './markdown.js';

const INTRODUCTION = `# The command line

${GENERATED}

\`npx vouchsafe\` does by hand, or in a script, what a back office does by [its API](back-office.md).

\`\`\`sh
export VOUCHSAFE_API_URL=http://127.0.0.1:3001 VOUCHSAFE_API_KEY_FILE=.local/admin-key
npx vouchsafe sessions create --configuration eu.europa.ec.av.1 --tx-code
npx vouchsafe bulk create people.csv --configuration eu.europa.ec.av.1 --wait --results made.ndjson
npx vouchsafe events tail --from-now --json | jq .type
\`\`\`

The key comes from \`VOUCHSAFE_API_KEY\` or from a file, never from a parameter: every user of a machine sees those.
Results go to standard output, everything else to standard error. With \`--json\` a single result is one JSON document and
several are one a line; their members are those of the API. Colours are for terminals, and \`NO_COLOR\` ends them.

A request that brings no answer is repeated, under one \`Idempotency-Key\`. \`tail\` goes on where it was when a connection
breaks. The same file uploaded again is the same bulk job, unless \`--new\` says otherwise. Ctrl-C ends the program and
leaves jobs running.`;

const CODES: readonly (readonly string[])[] = [
  ['0', 'Done.'],
  ['1', 'Refused by the API; or, with `--wait` and `--subject`, some of many were.'],
  ['2', 'The command line, a file or the key is not usable. Nothing was sent.'],
  ['3', 'No answer from the API, or one that says to come back later (429, 5xx).'],
  ['130', 'Ended by Ctrl-C.'],
];

export function buildCliPage(): string {
  const nothing = { write: () => true } as never;
  const terminal = { stdin: nothing, stdout: nothing, stderr: nothing, env: {}, signal: new AbortController().signal };
  const sections = everyCommand(buildProgram(terminal)).map(
    (command) => `## ${nameOf(command)}\n\n\`\`\`text\n${command.helpInformation().trimEnd()}\n\`\`\``,
  );
  return `${[INTRODUCTION, '## Exit codes', table(['Code', 'Meaning'], CODES), ...sections].join('\n\n')}\n`;
}

function nameOf(command: Command): string {
  return command.parent === null ? command.name() : `${nameOf(command.parent)} ${command.name()}`;
}
