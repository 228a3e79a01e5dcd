// @ts-check
/**
 * Who may import whom. The table is that of CONTRIBUTING.md ("where does my code go"); arrows never turn back.
 *
 * A target is a path of ours (`protocol/token/z-token-request.ts`), a package (`npm:zod`) or a module of Node
 * (`node:crypto`). An import is right when one entry of its folder allows it; `types` entries allow `import type` only.
 */

/** @typedef {{to: RegExp, types?: true, in?: RegExp}} Allowed `in`: only for files whose path matches */
/** @typedef {{rule: string, allowed: Allowed[]}} FolderRule */

const NODE = /^node:/;
const TEMPORAL_OF_WORKFLOWS = /^npm:@temporalio\/(workflow|common)$/;

/** Every package but these. @param {string} names */
const packagesExcept = (names) => new RegExp(`^npm:(?!(?:${names})$)`);

const COMPOSITION = /^api\/(?:(?:main|dependencies)\.tsx?$|composition\/)/;

/** @type {Record<string, FolderRule>} */
export const FOLDER_RULES = {
  protocol: {
    rule: 'protocol/ may import protocol/ and zod; jose and node:crypto, node:zlib only in verify-* (node: also in sign-*) files',
    allowed: [
      { to: /^protocol\// },
      { to: /^npm:zod$/ },
      { to: /^npm:(jose|@peculiar\/x509)$/, in: /\/verify-[^/]+$/ },
      { to: /^npm:jose$/, types: true },
      { to: /^node:(crypto|zlib)$/, in: /\/(verify|sign)-[^/]+$/ },
    ],
  },
  credentials: {
    rule: 'credentials/ may import credentials/, protocol/, jose, cbor-x, @peculiar/x509, zod, ajv, node:crypto and node:zlib',
    allowed: [
      { to: /^(credentials|protocol)\// },
      { to: /^npm:(jose|cbor-x|@peculiar\/x509|reflect-metadata|zod|ajv|ajv-formats)$/ },
      { to: /^node:(crypto|zlib)$/ },
    ],
  },
  ports: {
    rule: 'ports/ may import types of ports/, protocol/, credentials/ and packages, nothing at run time',
    allowed: [{ to: /^(ports|protocol|credentials)\/|^npm:/, types: true }],
  },
  workflows: {
    rule:
      'workflows/ may import workflows/, @temporalio/workflow, @temporalio/common and protocol/ files that are not verify-* or z-*; ' +
      'types of any protocol/ file and of activities/',
    allowed: [
      { to: /^workflows\// },
      { to: TEMPORAL_OF_WORKFLOWS },
      { to: /^protocol\/(?:[^/]+\/)*(?!verify-|z-)[^/]+$/ },
      { to: /^(protocol|activities)\//, types: true },
    ],
  },
  activities: {
    rule:
      'activities/ may import activities/, protocol/, credentials/, workflows/contract/refusals.ts and types of ports/; ' +
      'no driver, no server, no Temporal but @temporalio/activity and @temporalio/common',
    allowed: [
      { to: /^(activities|protocol|credentials)\// },
      { to: /^workflows\/contract\/refusals\.ts$/ },
      { to: /^ports\//, types: true },
      { to: packagesExcept('mongodb|express|pino|preact.*|htmx\\.org|@temporalio/(?:workflow|client|worker)') },
      { to: NODE },
    ],
  },
  api: {
    rule:
      'api/ may import api/, protocol/, workflows/contract/ and types of ports/ and workflows/; adapters/, platform/ and console/ ' +
      'only in main.ts, dependencies.ts and composition/; @temporalio/client also in session-gateway.ts; no database driver',
    allowed: [
      { to: /^(api|protocol)\// },
      { to: /^workflows\/contract\// },
      { to: /^(ports|workflows)\//, types: true },
      { to: /^(adapters|platform|console|credentials)\//, in: COMPOSITION },
      { to: packagesExcept('mongodb|@temporalio/(?:client|worker|activity|workflow)') },
      { to: /^npm:@temporalio\/client$/, in: /^api\/(main|dependencies|session-gateway)\.ts$/ },
      { to: /^npm:@temporalio\/client$/, types: true },
      { to: NODE },
    ],
  },
  worker: {
    rule:
      'worker/ may import worker/, activities/, adapters/, platform/, credentials/, protocol/, workflows/contract/ and types of ports/; ' +
      'workflows/ otherwise by path, never api/',
    allowed: [
      { to: /^(worker|activities|adapters|platform|credentials|protocol)\// },
      { to: /^workflows\/contract\// },
      { to: /^ports\//, types: true },
      { to: packagesExcept('express') },
      { to: NODE },
    ],
  },
  adapters: {
    rule: 'adapters/ may import adapters/, types of ports/, drivers and Node; nothing else of ours, no Temporal, no server',
    allowed: [
      { to: /^adapters\// },
      { to: /^ports\//, types: true },
      { to: packagesExcept('express|@temporalio/.*|preact.*') },
      { to: NODE },
    ],
  },
  console: {
    rule: 'console/ may import console/, types of ports/ and protocol/, preact, express, htmx, qrcode, zod and Node',
    allowed: [
      { to: /^console\// },
      { to: /^(ports|protocol)\//, types: true },
      { to: /^npm:(preact|preact-render-to-string|express|htmx\.org|qrcode|zod)$/ },
      { to: NODE },
    ],
  },
  cli: {
    rule: 'cli/ may import cli/, packages and Node; it knows the private API only from outside',
    allowed: [{ to: /^cli\// }, { to: /^npm:/ }, { to: NODE }],
  },
  platform: {
    rule: 'platform/ may import platform/, packages and Node; it knows no credential',
    allowed: [{ to: /^platform\// }, { to: /^npm:/ }, { to: NODE }],
  },
};

/**
 * Rules within a folder that are narrower than the folder's.
 * @type {{in: RegExp, never: RegExp, rule: string}[]}
 */
export const EXCEPTIONS = [
  {
    in: /^workflows\/contract\//,
    never: /^workflows\/(?!contract\/)/,
    rule: 'workflows/contract/ is all that crosses Temporal; the api imports it, so it must not bring the workflow along',
  },
  {
    in: /^workflows\/issuance-session\/session\.ts$/,
    never: /^npm:@temporalio\//,
    rule: 'the session is a plain class, tested without Temporal',
  },
];

/** @param {string} from @param {string} to @param {boolean} isType @returns {string | undefined} the rule that it breaks */
export function brokenRule(from, to, isType) {
  const folder = FOLDER_RULES[from.split('/')[0] ?? ''];
  if (!folder) return undefined;
  const exception = isType ? undefined : EXCEPTIONS.find((rule) => rule.in.test(from) && rule.never.test(to));
  if (exception) return exception.rule;
  const isAllowed = folder.allowed.some(
    (entry) => entry.to.test(to) && (!entry.types || isType) && (!entry.in || entry.in.test(from)),
  );
  return isAllowed ? undefined : folder.rule;
}
