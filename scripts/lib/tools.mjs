// @ts-check
/** Where the programs come from that are not npm packages: PATH first, else our own Python environments. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findOnPath } from './commands.mjs';
import { findPythonTool } from './python.mjs';
import { toolsDir } from './settings.mjs';

const SERVICES_FOR = 'the Temporal development server and the database';

export const servicesEnvironment = {
  dir: join(toolsDir, 'venv'),
  requirements: 'requirements/services.txt',
  expects: ['temporal', 'secantusd-py'],
  whatFor: SERVICES_FOR,
};
export const testServerEnvironment = {
  dir: join(toolsDir, 'test-venv'),
  requirements: 'requirements/test.txt',
  expects: ['temporal-test-server'],
  whatFor: "Temporal's time-skipping test server",
};
export const verifiersEnvironment = {
  dir: join(toolsDir, 'verifiers-venv'),
  requirements: 'test/interop/verifiers/requirements.txt',
  expects: [],
  whatFor: 'the independent credential verifiers of the tests',
};
export const contractEnvironment = {
  dir: join(toolsDir, 'contract-venv'),
  requirements: 'requirements/contract.txt',
  expects: ['schemathesis'],
  whatFor: "the contract tests' schemathesis",
};

/** @typedef {import('./python.mjs').Tool} Tool */

/** @returns {Tool | undefined} */
export function findTemporal() {
  return fromPath('temporal') ?? findPythonTool(servicesEnvironment.dir, 'temporal');
}

/** @returns {Tool | undefined} */
export function findMongod() {
  return fromPath('mongod');
}

/** @returns {Tool | undefined} */
export function findSecantus() {
  return findPythonTool(servicesEnvironment.dir, 'secantusd-py');
}

/** @returns {Tool | undefined} */
export function findTestServer() {
  return findPythonTool(testServerEnvironment.dir, 'temporal-test-server');
}

/** @returns {Tool | undefined} */
export function findSchemathesis() {
  return findPythonTool(contractEnvironment.dir, 'schemathesis');
}

/** @param {string} name @returns {Tool | undefined} */
function fromPath(name) {
  const command = findOnPath(name);
  return command ? { command, args: [], env: {} } : undefined;
}

const BROWSERS = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];
const MAC_BROWSER = '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome';
const noBrowserMarker = join(toolsDir, 'no-browser.txt');

/** @returns {string | undefined} the path of a Chromium or Chrome */
export function findBrowser() {
  const onPath = BROWSERS.map(findOnPath).find(Boolean);
  return onPath ?? (existsSync(MAC_BROWSER) ? MAC_BROWSER : undefined);
}

/** @param {string} reason why the browser tests will be skipped; told again by `whyNoBrowser` */
export function noteNoBrowser(reason) {
  writeFileSync(noBrowserMarker, reason);
}

export function whyNoBrowser() {
  return existsSync(noBrowserMarker)
    ? readFileSync(noBrowserMarker, 'utf8')
    : 'Chromium was not found; run npm test once.';
}
