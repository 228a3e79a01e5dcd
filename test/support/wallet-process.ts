/** Other people's wallets, each in a process of its own; see `test/interop/wallets/wallet-io.mjs` for the other side. */
import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { JWK } from 'jose';
import { expect, inject } from 'vitest';
import { type OpenedSession, openSession } from './open-session.js';
import { type StackInfo, verifiersPython } from './stack.js';
import { Browser } from './wallet-authcode.js';

export type WalletTask = {
  /** The deep link, as a person scans it. */
  readonly offer: string;
  readonly tx_code?: string | undefined;
  readonly dpop?: boolean;
  /** Proofs in one request. */
  readonly batch?: number;
  readonly client_id?: string;
  /** Given: the authorization code flow. */
  readonly redirect_uri?: string | undefined;
  readonly scope?: string;
  /** Given: the root that signed metadata has to lead to, in PEM. */
  readonly root_pem?: string;
  /** Whether to refresh the token once while waiting. */
  readonly refresh?: boolean;
  /** Given: the wallet and its keys are attested with it. */
  readonly provider?: ProviderKey;
};

/** The private key of a wallet provider and its certificate, leaf only, as they travel to the wallet's process. */
export type ProviderKey = { readonly jwk: JWK; readonly x5c: string[]; readonly status_list: string };

export type Step = { readonly step: string } & Readonly<Record<string, any>>;

const FOLDER = fileURLToPath(new URL('../interop/wallets/', import.meta.url));

export type Command = readonly [program: string, ...args: string[]];

export class WalletProcess {
  readonly steps: Step[] = [];
  readonly #child: ChildProcess;
  readonly #lines: AsyncIterator<string>;
  #complaints = '';

  constructor([program, ...args]: Command, task: object, env: Record<string, string> = {}) {
    const child = spawn(program, args, {
      stdio: ['pipe', 'pipe', 'pipe'],
      env: { ...process.env, ...env },
    });
    this.#child = child;
    this.#lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
    child.stderr.on('data', (chunk) => {
      this.#complaints += chunk;
    });
    this.send(task);
  }

  send(line: object): void {
    this.#child.stdin?.write(`${JSON.stringify(line)}\n`);
  }

  /** Reads on until the wallet comes to this step; a wallet that ends before it has failed. */
  async until(wanted: string): Promise<Step> {
    for (;;) {
      const { value, done } = await this.#lines.next();
      if (done) throw this.#problem(`ended before "${wanted}"`);
      const step = JSON.parse(value) as Step;
      this.steps.push(step);
      if (step.step === wanted) return step;
      if (step.step === 'failed') throw this.#problem(`failed before "${wanted}"`);
    }
  }

  step(name: string): Step | undefined {
    return this.steps.find(({ step }) => step === name);
  }

  /** All that it got, once it is through. */
  async credentials(): Promise<Record<string, string[]>> {
    await this.until('done');
    const got = this.steps.filter(({ step }) => step === 'credentials');
    return Object.fromEntries(got.map(({ configuration_id, credentials }) => [configuration_id, credentials]));
  }

  #problem(what: string): Error {
    return new Error(`The wallet ${what}: ${JSON.stringify(this.steps)}\n${this.#complaints.slice(-3000)}`);
  }
}

export type WalletSession = OpenedSession & { untilAccepted(): Promise<void> };

/** A session whose offer a wallet is to take; `supplied` are the configurations whose claims are there. */
export async function openFor(
  stack: StackInfo,
  offered: string[],
  more: Record<string, unknown> = {},
  supplied = offered,
): Promise<WalletSession> {
  const session = await openSession(stack, { offered, supplied, more });
  const status = async () => {
    const { status: now, problem } = await session.backOffice.session(session.id);
    return { now, problem };
  };
  const untilAccepted = async () => {
    await expect.poll(status).toEqual({ now: 'credential_accepted', problem: null });
  };
  return { ...session, untilAccepted };
}

/** @param wallet a file of `test/interop/wallets`, or how a wallet is run that is none */
export function startWallet(
  wallet: string | Command,
  { created }: OpenedSession,
  how: Omit<WalletTask, 'offer'>,
): WalletProcess {
  const task = { offer: created.credential_offer_deep_link, tx_code: created.tx_code, ...how };
  return runWallet(typeof wallet === 'string' ? commandOf(wallet) : wallet, task);
}

/** Whatever its task is; it trusts the authority of the run. */
export function runWallet(command: Command, task: object): WalletProcess {
  return new WalletProcess(command, task, { NODE_EXTRA_CA_CERTS: inject('caFile') });
}

function commandOf(script: string): Command {
  return [script.endsWith('.py') ? verifiersPython() : process.execPath, `${FOLDER}${script}`];
}

/**
 * The person says yes, and who they are where `fields` tell. The browser goes round TLS, because it has no way to be told
 * of the authority.
 */
export async function decideInBrowser(
  { publicUrl }: StackInfo,
  url: string,
  fields: Record<string, string> = {},
): Promise<string> {
  const browser = new Browser();
  await browser.open(url.replace(publicUrl, inject('plainUrl')));
  const { headers, status, text } = await browser.decide('allow', fields);
  const location = headers.get('location');
  if (location === null) throw new Error(`No redirect but ${status}: ${text.slice(0, 500)}`);
  return location;
}
