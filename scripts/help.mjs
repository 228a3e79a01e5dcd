// @ts-check
/** `npm run help`: the project's command line. A script without a line here is reported, so the list stays whole. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './lib/settings.mjs';

/** @type {Record<string, string>} */
const LINES = {
  start: 'everything on this machine: services, worker, api and a demo offer; Ctrl-C ends it',
  test: 'all checks and tests, on ports and data of their own; arguments go to vitest',
  'test:unit': 'the tests that need no running stack',
  'test:system': 'the tests that share a running stack',
  'test:interop': "other people's wallets, each in its own process; not part of npm test",
  check: 'format, lint, types, boundaries, unused code, workflow bundle, compose file; -- --list names them',
  format: 'formats and mends what can be mended',
  build: 'compiles to dist/ and bundles the workflows',
  'start:api': 'the api alone, configured by the environment',
  'start:worker': 'the worker alone, configured by the environment',
  keys: 'makes the key file of an installation, whole or in halves for api and worker',
  demo: 'a scripted wallet takes both formats, with claims at once and deferred',
  bench: 'measures issuances per second, workflow tasks, events and database operations',
  docs: 'writes the generated documents',
  'docs:check': 'fails when a generated document differs from the code',
  'history:record': 'records workflow histories for the replay test',
  help: 'this list',
};

/** @type {Record<string, string>} */
const scripts = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).scripts;
const names = Object.keys(scripts).filter((name) => !name.startsWith('pre'));
const order = Object.keys(LINES);
names.sort((a, b) => order.indexOf(a) - order.indexOf(b));
for (const name of names) {
  const command = name === 'start' || name === 'test' ? `npm ${name}` : `npm run ${name}`;
  console.log(`  ${command.padEnd(24)} ${LINES[name] ?? '(add a line in scripts/help.mjs)'}`);
}
