/**
 * A running Vouchsafe for tests. Most tests use the one stack of the run (`sharedStack`); a test that needs other issuers
 * borrows one (`borrowStack` in borrowed-stack.ts); one that kills processes or needs other settings starts its own
 * (`startStack`) and stops it.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inject } from 'vitest';
import type { PartName } from '../../scripts/lib/parts.mjs';
import { startTestStack } from '../../scripts/lib/test-stack.mjs';
import {
  findBrowser,
  findTemporal,
  findTestServer,
  verifiersEnvironment,
  whyNoBrowser,
} from '../../scripts/lib/tools.mjs';

export type StackOptions = {
  /** The issuers' configuration, from the repository's root. Absent: the shipped one. */
  issuersFile?: string;
  /** For api and worker, on top of what the stack sets. */
  env?: Record<string, string>;
  /** What wallets see, where something stands in front. Absent: the public listener itself. */
  publicUrl?: string;
  /** Absent: a new folder. Either way it is removed by `stop`. */
  dataDir?: string;
};

/** Where a stack is found; the part of it that can be handed from process to process. */
export type StackInfo = {
  publicUrl: string;
  privateUrl: string;
  adminKey: string;
  temporalAddress: string;
  temporalNamespace: string;
  mongodbUri: string;
  dataDir: string;
  /** The Temporal command line. */
  temporalBinary: string;
};

export type Stack = StackInfo & {
  /** Where the public listener is, whatever stands in front of it. */
  publicPort: number;
  /** All that api or worker printed, over its restarts. */
  apiLog(): string;
  workerLog(): string;
  /** Returns when the process is gone. */
  kill(part: PartName, signal?: 'SIGKILL' | 'SIGTERM'): Promise<void>;
  /** Starts a part again on the same ports and data; returns when it serves. */
  start(part: PartName): Promise<void>;
  /** Tells api or worker to read the issuers anew, at once. */
  reload(part: 'api' | 'worker'): void;
  stop(): Promise<void>;
};

declare module 'vitest' {
  interface ProvidedContext {
    stack: StackInfo;
  }
}

/** What the processes of the tests are given: text only, whatever else a stack can do. */
export function infoOf(stack: Stack): StackInfo {
  const { publicUrl, privateUrl, adminKey, temporalAddress, temporalNamespace, mongodbUri, dataDir } = stack;
  return {
    publicUrl,
    privateUrl,
    adminKey,
    temporalAddress,
    temporalNamespace,
    mongodbUri,
    dataDir,
    temporalBinary: stack.temporalBinary,
  };
}

export async function startStack(options: StackOptions = {}): Promise<Stack> {
  const { stack, stop } = await startTestStack(options);
  const { dataDir, adminKey, namespace, ports } = stack.plan;
  return {
    ...stack.addresses,
    publicPort: ports.public,
    adminKey,
    dataDir,
    temporalNamespace: namespace,
    temporalBinary: temporalBinary(),
    ...logsIn(dataDir),
    kill: async (part, signal = 'SIGKILL') => stack.child(part)?.kill(signal),
    start: (part) => stack.start(part),
    reload: (part) => stack.child(part)?.signal('SIGHUP'),
    stop,
  };
}

/** The stack that all tests of the run share. Its processes are not to be killed. */
export function sharedStack(): StackInfo & Pick<Stack, 'apiLog' | 'workerLog'> {
  const info = inject('stack');
  if (!info) throw new Error('This folder runs without the shared stack: see the projects in vitest.config.ts.');
  return { ...info, ...logsIn(info.dataDir) };
}

function logsIn(dataDir: string): Pick<Stack, 'apiLog' | 'workerLog'> {
  const read = (name: string) => readFileSync(join(dataDir, 'logs', `${name}.log`), 'utf8');
  return { apiLog: () => read('api'), workerLog: () => read('worker') };
}

/** For `TestWorkflowEnvironment.createLocal({server: {executable: {type: 'existing-path', path}}})`. */
export function temporalBinary(): string {
  return installed(findTemporal()?.command, 'The Temporal command line');
}

/** For `TestWorkflowEnvironment.createTimeSkipping`, in the same way. */
export function temporalTestServerBinary(): string {
  return installed(findTestServer()?.command, "Temporal's test server");
}

/** The Python that has the independent verifiers. */
export function verifiersPython(): string {
  return join(verifiersEnvironment.dir, 'bin', 'python');
}

/** For playwright-core's `executablePath`; where there is none, the reason to give `context.skip`. */
export function browserForTests(): { path: string } | { reason: string } {
  const path = findBrowser();
  return path ? { path } : { reason: whyNoBrowser() };
}

function installed(path: string | undefined, what: string): string {
  if (path) return path;
  throw new Error(`${what} is not installed; npm run pretest installs it.`);
}
