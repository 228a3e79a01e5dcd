// @ts-check
/** What does not depend on the machine: workflow tasks, events, bytes and database operations. One session at a time. */
import { setTimeout as pause } from 'node:timers/promises';
import { withProgress } from '../lib/progress.mjs';
import { startTestStack } from '../lib/test-stack.mjs';
import { COMMAND_LOG_ENVIRONMENT, followCommands, isHousekeeping, isTrace } from './count-commands.mjs';
import { readHistory } from './read-history.mjs';
import { BenchWallet, CLAIMS, CONFIGURATION } from './wallet.mjs';

const SESSIONS = 20;
const REPEATS = 20;
/** Longer than the api keeps trace records back. */
const QUIET = 700;

/** @typedef {import('./read-history.mjs').HistoryCost} HistoryCost */
/** @typedef {{history: HistoryCost, operations: Record<string, number>}} FlowCost */
/** @typedef {{wallet: BenchWallet, client: import('@temporalio/client').Client, commands: ReturnType<typeof followCommands>}} Bench */

export async function countCosts() {
  return withProgress('Counting what an issuance costs', async () => {
    const { Client, Connection } = await import('@temporalio/client');
    // The dispatchers work beside the issuing and whenever it suits them: what they read and write is no wallet's to wait for.
    const { stack, stop } = await startTestStack({ env: { ...COMMAND_LOG_ENVIRONMENT, VOUCHSAFE_DISPATCH: 'off' } });
    const connection = await Connection.connect({ address: stack.addresses.temporalAddress });
    try {
      const target = { ...stack.addresses, adminKey: stack.plan.adminKey };
      const client = new Client({ connection, namespace: stack.plan.namespace });
      const commands = followCommands(stack.plan.dataDir);
      const bench = { wallet: new BenchWallet(target), client, commands };
      await bench.wallet.issue();
      await pause(QUIET);
      const created = await countOperations(bench, SESSIONS, async () => {
        const { session_id } = await bench.wallet.createSession(true);
        return session_id;
      });
      const present = await countFlow(bench, SESSIONS, () => bench.wallet.issue());
      const deferred = await countFlow(bench, SESSIONS, () => issueDeferred(bench.wallet));
      return { created: created.operations, present, deferred, free: await countFree(bench) };
    } finally {
      await connection.close();
      await stop();
    }
  });
}

/**
 * The dearest of several histories; the operations are those of all runs, divided.
 * @param {Bench} bench @param {number} runs @param {() => Promise<string>} issue @returns {Promise<FlowCost>}
 */
async function countFlow(bench, runs, issue) {
  const { sessions, operations } = await countOperations(bench, runs, issue);
  await untilAccepted(bench.wallet, sessions);
  const histories = await Promise.all(sessions.map((id) => readHistory(bench.client, id)));
  return { history: histories.reduce((a, b) => (b.events > a.events ? b : a)), operations };
}

/** @param {Bench} bench @param {number} runs @param {() => Promise<string>} act answers its session */
async function countOperations({ commands }, runs, act) {
  commands.take();
  /** @type {string[]} */
  const sessions = [];
  for (let run = 0; run < runs; run++) sessions.push(await act());
  await pause(QUIET);
  /** @type {Record<string, number>} */
  const operations = {};
  for (const { process, command, collection } of commands
    .take()
    .filter((one) => !isTrace(one) && !isHousekeeping(one))) {
    const name = `${process}: ${command} ${collection}`;
    operations[name] = (operations[name] ?? 0) + 1 / runs;
  }
  return { sessions, operations };
}

/** @param {BenchWallet} wallet @param {string[]} sessions */
async function untilAccepted(wallet, sessions) {
  for (const id of sessions) {
    for (let attempt = 0; ; attempt++) {
      const { status } = await wallet.backOffice('GET', `/sessions/${id}`);
      if (status === 'credential_accepted') break;
      if (attempt > 100) throw new Error(`Session ${id} stays ${status}`);
      await pause(50);
    }
  }
}

/** No claims at first, one pending poll, claims by REST, refresh, collection, notification. @param {BenchWallet} wallet */
async function issueDeferred(wallet) {
  const session = await wallet.createSession(false);
  const tokens = await wallet.redeem(await wallet.fetchOffer(session.credential_offer_uri));
  const request = await wallet.credentialRequest();
  const { body } = await wallet.authorized('/credential', tokens.access_token, request, [202]);
  const poll = { transaction_id: body.transaction_id };
  await wallet.authorized('/deferred_credential', tokens.access_token, poll, [202]);
  await wallet.backOffice('PUT', `/sessions/${session.session_id}/claims/${CONFIGURATION}`, CLAIMS);
  const fresh = await wallet.token({ grant_type: 'refresh_token', refresh_token: tokens.refresh_token });
  const issued = await wallet.authorized('/deferred_credential', fresh.access_token, poll);
  await wallet.notify(fresh.access_token, issued.body.notification_id);
  return session.session_id;
}

/**
 * What must cost the workflow nothing: how many tasks its history grew by over many repeats.
 * @param {Bench} bench
 */
async function countFree({ wallet, client, commands }) {
  const session = await wallet.createSession(false);
  const tokens = await wallet.redeem(await wallet.fetchOffer(session.credential_offer_uri));
  const answer = await wallet.authorized('/credential', tokens.access_token, await wallet.credentialRequest(), [202]);
  const poll = { transaction_id: answer.body.transaction_id };
  /** @param {() => Promise<unknown>} act */
  const grownBy = async (act) => {
    await pause(QUIET);
    const before = await readHistory(client, session.session_id);
    commands.take();
    for (let repeat = 0; repeat < REPEATS; repeat++) await act();
    await pause(QUIET);
    const operations = commands.take().filter((one) => !isTrace(one) && !isHousekeeping(one)).length / REPEATS;
    const after = await readHistory(client, session.session_id);
    return { repeats: REPEATS, tasks: after.tasks - before.tasks, events: after.events - before.events, operations };
  };
  const malformed = () => wallet.authorized('/credential', tokens.access_token, { format: 'mso_mdoc' }, [400]);
  return {
    poll: await grownBy(() => wallet.authorized('/deferred_credential', tokens.access_token, poll, [202])),
    nonce: await grownBy(() => wallet.nonce()),
    forged: await grownBy(() => wallet.authorized('/credential', `${tokens.access_token}A`, {}, [401])),
    first: await grownBy(malformed),
    again: await grownBy(malformed),
  };
}
