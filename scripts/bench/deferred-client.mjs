// @ts-check
/** The client's process of the deferred bench: all wallets and the back office, one step of the bench at a time. */
import { setTimeout as pause } from 'node:timers/promises';
import { DeferredWallet } from './deferred-wallet.mjs';
import { TRIED_AGAIN } from './wallet.mjs';

/** A wallet that was refused comes back; each refusal is counted all the same. */
const MOST_ATTEMPTS = 5;
/** While its first token lives, a wallet polls; then it rests until it hears of its claims. */
const POLLS = 2;
/** One signature in so many is verified, beside the key and the claims of every credential. */
const THOROUGH = 20;
const LOOKS = 20;
const PAGE = 200;
const TAIL = 5000;

/** @typedef {import('./deferred-wallet.mjs').Waiting} Waiting */
/** @typedef {{sessions: number, concurrency: number, until: number}} Step `until`: ms since 1970, when it is broken off */

/** @type {Record<string, number[]>} */
const latencies = {};
/** @type {string[]} */
const failures = [];
/** @type {Waiting[]} */
const wallets = [];
let polling = 0;
/** @type {Map<number, number>} */
const attempted = new Map();
/** @type {DeferredWallet} */
let wallet;

/** @param {string} step @param {() => Promise<unknown>} act */
async function counted(step, act) {
  try {
    await act();
    return true;
  } catch (error) {
    failures.push(`${step}: ${error instanceof Error ? error.message : error}`);
    return false;
  }
}

/** @param {Waiting} one how often its collection failed, this time included */
function attempts({ number }) {
  const count = (attempted.get(number) ?? 0) + 1;
  attempted.set(number, count);
  return count;
}

/** @param {number} concurrency @param {() => Promise<boolean>} next answers false when there is no more to do */
function inParallel(concurrency, next) {
  const work = async () => {
    while (await next());
  };
  return Promise.all(Array.from({ length: concurrency }, work));
}

/** Polls at the interval the wallet is told, as a wallet in good order does. @param {Waiting} one */
async function pollAWhile(one) {
  polling += 1;
  for (let count = 0; count < POLLS; count++) {
    await pause(one.interval * 1000);
    await counted('poll', () => wallet.poll(one));
  }
  polling -= 1;
}

const steps = {
  /** @param {Step} step */
  async open({ sessions, concurrency, until }) {
    let next = 0;
    await inParallel(concurrency, async () => {
      const number = next++;
      if (number >= sessions || Date.now() >= until) return false;
      await counted('open', async () => {
        const one = await wallet.defer(number);
        wallets.push(one);
        void pollAWhile(one);
      });
      return true;
    });
    return wallets.length;
  },
  /** @param {Step} step */
  async settle({ until }) {
    while (polling > 0 && Date.now() < until) await pause(500);
    return polling;
  },
  /** What a back office looks at, with all of them open. */
  async look() {
    for (let count = 0; count < LOOKS; count++) {
      for (const path of ['/sessions?limit=50', '/sessions?limit=50&status=credential_deferred', '/inbox?limit=50'])
        await counted('look', () => wallet.backOffice('GET', path));
    }
    return LOOKS;
  },
  /** Claims in bulk; each wallet comes at some moment of its interval after its claims are there. @param {Step} step */
  async supply({ concurrency, until }) {
    const waiting = wallets.filter((one) => one.state === 'deferred').sort((a, b) => a.number - b.number);
    /** @type {Waiting[]} */
    const returned = [];
    let due = 0;
    let next = 0;
    const suppliers = inParallel(concurrency, async () => {
      const one = waiting[next++];
      if (one === undefined || Date.now() >= until) return false;
      const isTaken = await counted('supply', () => wallet.supply(one));
      if (!isTaken) {
        if (attempts(one) < MOST_ATTEMPTS) waiting.push(one);
        return true;
      }
      due += 1;
      setTimeout(() => returned.push(one), Math.random() * one.interval * 1000);
      return true;
    });
    let isSupplied = false;
    const collectors = inParallel(concurrency, async () => {
      const one = returned.shift();
      if (one === undefined) {
        if ((isSupplied && due === 0) || Date.now() >= until) return false;
        await pause(50);
        return true;
      }
      const isDone = await counted('collect', () => wallet.collect(one, one.number % THOROUGH === 0));
      if (isDone || attempts(one) >= MOST_ATTEMPTS) due -= 1;
      else setTimeout(() => returned.push(one), one.interval * 1000);
      return true;
    });
    await suppliers;
    isSupplied = true;
    await collectors;
    return wallets.filter((one) => one.state === 'accepted').length;
  },
  /** What the issuer itself says has become of them. */
  async count() {
    // Notifications are answered before they are written down.
    await pause(TAIL);
    /** @type {Record<string, number>} */
    const statuses = {};
    for (let before = ''; ; ) {
      const page = await wallet.backOffice('GET', `/sessions?limit=${PAGE}${before && `&before=${before}`}`);
      for (const { status } of page.sessions) statuses[status] = (statuses[status] ?? 0) + 1;
      if (!page.next_before) return statuses;
      before = page.next_before;
    }
  },
  async figures() {
    return { latencies, failures };
  },
  async sample() {
    const done = wallets.filter((one) => one.state === 'accepted');
    return done.filter((_, at) => at % Math.ceil(done.length / LOOKS) === 0).map((one) => one.sessionId);
  },
};

function progress() {
  const count = (/** @type {Waiting['state'][]} */ ...states) =>
    wallets.filter((one) => states.includes(one.state)).length;
  return {
    opened: wallets.length,
    polls: latencies['POST /deferred_credential, pending']?.length ?? 0,
    supplied: count('supplied', 'delivered', 'accepted'),
    accepted: count('accepted'),
    failures: failures.length,
    triedAgain: latencies[TRIED_AGAIN]?.length ?? 0,
  };
}

/** @param {{name: keyof typeof steps, step: Step, target?: import('./wallet.mjs').Target}} order */
async function run({ name, step, target }) {
  if (target)
    wallet = new DeferredWallet(target, (endpoint, milliseconds) => {
      latencies[endpoint] ??= [];
      latencies[endpoint].push(milliseconds);
    });
  const said = setInterval(() => process.send?.({ progress: progress() }), 15_000);
  const started = performance.now();
  try {
    const result = await steps[name](step);
    const seconds = (performance.now() - started) / 1000;
    return { result, seconds, progress: progress() };
  } finally {
    clearInterval(said);
  }
}

process.on('message', (order) => {
  run(/** @type {Parameters<typeof run>[0]} */ (order)).then(
    (answer) => process.send?.({ answer }),
    (error) => process.send?.({ failure: String(error?.stack ?? error) }),
  );
});
process.once('disconnect', () => process.exit());
