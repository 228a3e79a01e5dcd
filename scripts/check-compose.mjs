// @ts-check
/**
 * Reads docker-compose.yml and the Dockerfile as a container engine would, as far as that goes without one: that what
 * they name exists. `node scripts/check-compose.mjs [folder]`.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parse } from 'yaml';
import { readSettings, root } from './lib/settings.mjs';

/**
 * @typedef {object} Service
 * @property {string} [image]
 * @property {{context: string, dockerfile?: string}} [build]
 * @property {Record<string, {condition: string}>} [depends_on]
 * @property {string[]} [volumes]
 * @property {string[]} [networks]
 * @property {string[]} [ports]
 * @property {string[]} [command]
 * @property {Record<string, unknown>} [environment]
 * @property {{test: string[]}} [healthcheck]
 */
/** @typedef {{services: Record<string, Service>, volumes?: Record<string, unknown>, networks?: Record<string, unknown>}} Compose */

const base = resolve(process.argv[2] ?? root);
/** @type {string[]} */
const faults = [];
/** @param {unknown} isRight @param {string} fault */
const expect = (isRight, fault) => {
  if (!isRight) faults.push(fault);
};
/** @param {string} file */
const textOf = (file) => readFileSync(join(base, file), 'utf8');

/** @type {Compose} */
const compose = parse(textOf('docker-compose.yml'), { merge: true });
const services = Object.entries(compose.services ?? {});

/** Awaited to its end by another service, so it needs no health check of its own. @param {string} name */
const isOneShot = (name) =>
  services.some(([, s]) => s.depends_on?.[name]?.condition === 'service_completed_successfully');

/** @param {string} name @param {Service} service */
function checkService(name, service) {
  expect(service.image || service.build, `${name} has neither image nor build`);
  expect(!service.image || /:(?!latest$)[\w.-]+$/.test(service.image), `${name}: ${service.image} names no version`);
  expect(isOneShot(name) || service.healthcheck?.test?.length, `${name} has no health check`);
  for (const network of service.networks ?? [])
    expect(network in (compose.networks ?? {}), `${name}: network ${network} is not defined`);
  for (const [needed, { condition }] of Object.entries(service.depends_on ?? {})) checkNeeded(name, needed, condition);
  for (const volume of service.volumes ?? []) checkVolume(name, volume);
  if (service.build) checkBuild(name, service.build);
  for (const word of [...(service.command ?? []), ...(service.healthcheck?.test ?? [])]) checkOwnFile(name, word);
}

/** @param {string} name @param {string} needed @param {string} condition */
function checkNeeded(name, needed, condition) {
  const service = compose.services[needed];
  expect(service, `${name} depends on ${needed}, which is not a service`);
  expect(
    condition !== 'service_healthy' || service?.healthcheck,
    `${name} waits for ${needed} to be healthy, which has no health check`,
  );
}

/** @param {string} name @param {string} volume */
function checkVolume(name, volume) {
  const source = volume.split(':')[0] ?? '';
  const isPath = /^[./]/.test(source);
  expect(
    isPath ? existsSync(join(base, source)) : source in (compose.volumes ?? {}),
    `${name}: volume ${source} does not exist`,
  );
}

/** @param {string} name @param {{context: string, dockerfile?: string}} build */
function checkBuild(name, { context, dockerfile = 'Dockerfile' }) {
  expect(existsSync(join(base, context, dockerfile)), `${name}: ${dockerfile} does not exist`);
}

/**
 * A script of ours that a container runs: compiled from a source, mounted, or copied into the image.
 * @param {string} name @param {unknown} word
 */
function checkOwnFile(name, word) {
  // An unquoted colon makes a mapping of what was meant as one argument.
  if (typeof word !== 'string') return expect(false, `${name}: an argument is no text: ${JSON.stringify(word)}`);
  const compiled = /^dist\/(.+)\.js$/.exec(word)?.[1];
  if (compiled) expect(existsSync(join(base, `${compiled}.ts`)), `${name} runs ${word}, which has no source`);
  if (word.startsWith('scripts/')) {
    expect(existsSync(join(base, word)), `${name} runs ${word}, which does not exist`);
    expect(textOf('Dockerfile').includes(word), `${name} runs ${word}, which the Dockerfile does not copy`);
  }
  if (word.startsWith('/deploy/')) {
    expect(
      existsSync(join(base, word.replace('/deploy/', 'deploy/temporal/'))),
      `${name} runs ${word}, which does not exist`,
    );
  }
}

/** Every VOUCHSAFE_* that a container is given must mean something to platform/z-environment.ts. */
function checkEnvironment() {
  const known = textOf('platform/z-environment.ts');
  for (const [name, service] of services) {
    for (const variable of Object.keys(service.environment ?? {}).filter((key) => key.startsWith('VOUCHSAFE_'))) {
      expect(new RegExp(`\\b${variable}\\b`).test(known), `${name}: platform/z-environment.ts knows no ${variable}`);
    }
  }
}

/** Whoever moves from `npm start` to containers finds everything where it was. */
function checkPorts() {
  const { ports } = readSettings({});
  const published = services.flatMap(([name, { ports: list = [] }]) =>
    list.map((entry) => ({ name, entry: String(entry) })),
  );
  /** @param {string} name @param {number} port */
  const has = (name, port) => published.some((p) => p.name === name && p.entry.split(':').at(-2) === String(port));
  expect(has('api', ports.public), `api does not publish ${ports.public}`);
  expect(has('api', ports.private), `api does not publish ${ports.private}`);
  expect(has('temporal', ports.temporal), `temporal does not publish ${ports.temporal}`);
  expect(has('temporal-ui', ports.temporalUi), `temporal-ui does not publish ${ports.temporalUi}`);
  for (const { name, entry } of published)
    expect(entry.startsWith('127.0.0.1:'), `${name} publishes ${entry} beyond this machine`);
}

function checkDockerfile() {
  const text = textOf('Dockerfile');
  const stages = [...text.matchAll(/^FROM \S+ AS (\S+)/gm)].map(([, stage]) => stage);
  for (const [, stage] of text.matchAll(/--from=(\S+)/g))
    expect(stages.includes(stage), `Dockerfile: no stage ${stage}`);
  for (const [, files = ''] of text.matchAll(/^COPY (?!--from)(.+) \S+$/gm)) {
    for (const file of files.split(' '))
      expect(existsSync(join(base, file)), `Dockerfile copies ${file}, which does not exist`);
  }
  expect(/^USER (?!root)/m.test(text), 'Dockerfile runs as root');
}

for (const [name, service] of services) checkService(name, service);
for (const name of ['api', 'worker', 'temporal', 'temporal-ui', 'mongodb', 'postgresql']) {
  expect(compose.services?.[name], `the service ${name} is missing`);
}
const dynamicConfig = String(compose.services?.temporal?.environment?.DYNAMIC_CONFIG_FILE_PATH ?? '');
const dynamicConfigFile = `deploy/temporal/${dynamicConfig.split('/').at(-1)}`;
expect(existsSync(join(base, dynamicConfigFile)), `temporal: ${dynamicConfigFile} does not exist`);
checkEnvironment();
checkPorts();
checkDockerfile();

for (const fault of faults) console.error(`  docker-compose.yml: ${fault}`);
console.log(`${services.length} services, ${faults.length} faults`);
process.exitCode = faults.length > 0 || services.length === 0 ? 1 : 0;
