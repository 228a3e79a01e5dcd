/**
 * `npm run demo`: a scripted wallet and a scripted back office against a running installation. The wallet takes an offer
 * of both formats whose claims are there, and one whose claims arrive while it waits; every step is printed.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { BackOffice } from './demo/back-office.js';
import { datasets, MDOC, SD_JWT } from './demo/datasets.js';
import { describeCredential } from './demo/describe-credential.js';
import { DemoFailure, unreachable } from './demo/failure.js';
import { heading, note, step } from './demo/print.js';
import type { Tokens } from './demo/wallet.js';
import { Wallet } from './demo/wallet.js';

const privateUrl = process.env['VOUCHSAFE_PRIVATE_URL'] || 'http://127.0.0.1:3001';
const publicUrl = process.env['VOUCHSAFE_PUBLIC_URL'] || 'http://127.0.0.1:3000';
const BOTH = [MDOC, SD_JWT];
const POLLS = 2;
/** A wallet with a patience of its own would wait as long as the issuer asks; a demonstration is watched. */
const LONGEST_PAUSE = 15;

async function main(): Promise<void> {
  await checkRunning();
  const office = new BackOffice(privateUrl);
  await claimsAtHand(office);
  await claimsLater(office);
  note('Done: four credentials, two sessions.');
}

async function checkRunning(): Promise<void> {
  for (const url of [`${privateUrl}/health/ready`, `${publicUrl}/.well-known/openid-credential-issuer`]) {
    const answer = await fetch(url, { signal: AbortSignal.timeout(5000) }).catch((error: unknown) => {
      throw unreachable(url, error);
    });
    if (!answer.ok) throw new DemoFailure(`${url} answered ${answer.status}: ${(await answer.text()).slice(0, 300)}`);
  }
}

async function claimsAtHand(office: BackOffice): Promise<void> {
  heading('1. Claims at hand, Bearer token, transaction code');
  const session = await office.createSession({
    credential_configuration_ids: BOTH,
    claims: datasets,
    tx_code: { length: 6, input_mode: 'numeric' },
    reference: 'demo: claims at hand',
  });
  const wallet = await Wallet.open(session.credential_offer_uri, { withDpop: false });
  const tokens = await wallet.redeem(session.tx_code);
  for (const configurationId of BOTH) {
    const answer = await wallet.requestCredential(tokens, configurationId);
    if (answer.credentials === undefined)
      throw new DemoFailure(`${configurationId} was deferred, though its claims are there`);
    await accept(wallet, tokens, configurationId, answer);
  }
  await office.expectStatus(session.session_id, 'credential_accepted');
}

async function claimsLater(office: BackOffice): Promise<void> {
  heading('2. Claims arrive later, DPoP-bound token');
  const session = await office.createSession({
    credential_configuration_ids: BOTH,
    require_dpop: true,
    reference: 'demo: claims later',
  });
  const wallet = await Wallet.open(session.credential_offer_uri, { withDpop: true });
  let tokens = await wallet.redeem();
  const waiting: { configurationId: string; transactionId: string; interval: number }[] = [];
  for (const configurationId of BOTH) {
    const { transaction_id, interval } = await wallet.requestCredential(tokens, configurationId);
    if (transaction_id === undefined)
      throw new DemoFailure(`${configurationId} was issued, though its claims are not there`);
    waiting.push({ configurationId, transactionId: transaction_id, interval: interval ?? 5 });
  }
  for (let poll = 0; poll < POLLS; poll += 1) {
    await waitFor(waiting[0]?.interval ?? 5);
    for (const { transactionId } of waiting) await wallet.collect(tokens, transactionId);
  }
  await office.supplyClaims(session.session_id, datasets);
  tokens = await wallet.refresh(tokens);
  for (const { configurationId, transactionId } of waiting) {
    const answer = await wallet.collect(tokens, transactionId);
    if (answer.credentials === undefined)
      throw new DemoFailure(`${configurationId} is still deferred, though its claims were supplied`);
    await accept(wallet, tokens, configurationId, answer);
  }
  await office.expectStatus(session.session_id, 'credential_accepted');
}

async function accept(
  wallet: Wallet,
  tokens: Tokens,
  configurationId: string,
  answer: Awaited<ReturnType<Wallet['collect']>>,
): Promise<void> {
  const { format } = wallet.configurationOf(configurationId);
  for (const { credential } of answer.credentials ?? []) note(describeCredential(format, credential));
  await wallet.notify(tokens, answer.notification_id ?? '');
}

async function waitFor(seconds: number): Promise<void> {
  const chosen = Math.min(seconds, LONGEST_PAUSE);
  step(
    'wallet',
    'waits',
    '',
    `${chosen} s, as the issuer asked${chosen < seconds ? ` (it asked for ${seconds})` : ''}`,
  );
  await pause(chosen * 1000);
}

main().catch((error: unknown) => {
  console.error(error instanceof DemoFailure ? `\n✗ ${error.message}\n` : error);
  process.exitCode = 1;
});
