// @ts-check
/**
 * Reads what the bundler really put into the workflow sandbox, from the bundle's own source map. It sees what the import
 * table cannot: a module that comes in through another one. (zod alone would make each cached session four times as heavy.)
 */
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { root } from './lib/settings.mjs';

const ALLOWED_PACKAGES = /\/node_modules\/(@temporalio\/|nexus-rpc\/|long\/|ms\/|protobufjs(\/|$)|@protobufjs\/)/;
const ALLOWED_OURS = /\/(workflows|protocol)\/(?:[^/]+\/)*(?!verify-|z-)[^/]+$/;
const OUR_FOLDERS =
  /\/(protocol|credentials|ports|workflows|activities|api|worker|adapters|platform|console|cli)\/(?:[^/]+\/)*[^/]+\.[jt]sx?$/;
const MAP = /sourceMappingURL=data:application\/json;(?:charset=[^;]+;)?base64,([\w+/=]+)/g;

/** @param {string} file @returns {string[]} */
function readSources(file) {
  const encoded = [...readFileSync(file, 'utf8').matchAll(MAP)].at(-1)?.[1];
  return encoded ? JSON.parse(Buffer.from(encoded, 'base64').toString()).sources : [];
}

/** @param {string} source */
function isForbidden(source) {
  const path = `/${source.replaceAll('\\', '/')}`;
  if (path.includes('/node_modules/')) return !ALLOWED_PACKAGES.test(path);
  return OUR_FOLDERS.test(path) && !ALLOWED_OURS.test(path);
}

const file = resolve(process.argv[2] ?? join(root, 'dist/workflow-bundle.js'));
const sources = existsSync(file) ? readSources(file) : [];
const forbidden = sources.filter(isForbidden);
for (const source of forbidden)
  console.error(`  ${source.replace(/^.*\/node_modules\//, 'node_modules/')} is in the workflow bundle`);
if (forbidden.length > 0)
  console.error('  Import its types only (import type), or move the decision out of what it needs.');
if (sources.length === 0) console.error(`  ${file} is missing or has no source map: nothing was checked.`);
else console.log(`${sources.length} modules in the workflow bundle, ${forbidden.length} that must not be`);
process.exitCode = forbidden.length > 0 || sources.length === 0 ? 1 : 0;
