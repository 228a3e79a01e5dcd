/** An offer without a transaction code as a choice, over the real stack; and floods. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Created } from '../support/back-office.js';
import { BackOffice } from '../support/back-office.js';
import { AV } from '../support/datasets.js';
import { writeIssuersFile } from '../support/issuers-file.js';
import type { Stack } from '../support/stack.js';
import { startStack } from '../support/stack.js';
import { PRE_AUTHORIZED, Wallet } from '../support/wallet.js';

let stack: Stack;
let backOffice: BackOffice;

beforeAll(async () => {
  stack = await startStack({
    issuersFile: writeIssuersFile(
      { id: 'default', path: '', authorization_code: { enabled: true } },
      { id: 'explicit', tx_code_policy: 'explicit', authorization_code: { enabled: true } },
      { id: 'required', tx_code_policy: 'required' },
    ),
    env: { VOUCHSAFE_RATE_LIMIT: '40' },
  });
  backOffice = new BackOffice(stack);
});
afterAll(() => stack?.stop());

type Warned = Created & { readonly warnings?: readonly string[] };
const create = async (more: object): Promise<Warned> =>
  backOffice.create({ credential_configuration_ids: [AV], ...more });
const refused = async (more: object) =>
  (await backOffice.call('POST', '/sessions', { credential_configuration_ids: [AV], ...more })).body;
const choiceOf = async ({ session_id }: Created) => {
  await backOffice.untilLogged(session_id, (one) => one.message === 'Credential offer made');
  return (await backOffice.logs(session_id)).find((one) => one.message === 'The offer has no transaction code');
};

describe('CO-08 an offer without a transaction code', () => {
  it('is remarked upon in the answer and in the session’s log where nobody said that it is meant so', async () => {
    const created = await create({});
    expect(created.warnings).toEqual([expect.stringContaining('no transaction code')]);
    expect(await choiceOf(created)).toMatchObject({ level: 'warn', data: { deliberate: false } });
  });

  it('is a choice that the log records, where tx_code is false', async () => {
    const created = await create({ tx_code: false, issuer: 'explicit' });
    expect([created.warnings, created.tx_code]).toEqual([undefined, undefined]);
    expect(await choiceOf(created)).toMatchObject({ level: 'warn', data: { deliberate: true } });
  });

  it('is no matter where there is one, and where there is no pre-authorized code', async () => {
    expect(await choiceOf(await create({ tx_code: true }))).toBeUndefined();
    const grants = { authorization_code: true };
    expect(await choiceOf(await create({ grants, issuer: 'explicit' }))).toBeUndefined();
  });

  it('nor is one by an authorization code for a subject whom no login compares, which is remarked upon too', async () => {
    const grants = { authorization_code: true };
    const { warnings } = await create({ grants, subject_id: 'ada' });
    expect(warnings).toEqual([expect.stringContaining('no login')]);
    expect((await create({ grants })).warnings).toBeUndefined();
  });

  it('is refused by an issuer that wants the choice made, or that wants a transaction code', async () => {
    const reason = 'tx_code_not_chosen';
    expect(await refused({ issuer: 'explicit' })).toMatchObject({ reason });
    expect(await refused({ issuer: 'required' })).toMatchObject({ reason });
    expect(await refused({ issuer: 'required', tx_code: false })).toMatchObject({ reason });
    expect((await create({ issuer: 'required', tx_code: true })).tx_code).toMatch(/^\d{6}$/);
  });
});

it('CO-08 the event that an offer was made says whether it has a transaction code', async () => {
  const eventsOf = ({ session_id }: Created) =>
    backOffice.get<{ events: { type: string; details?: object }[] }>(`/sessions/${session_id}/events`);
  const [open, guarded] = [await create({}), await create({ tx_code: true })];
  expect((await eventsOf(open)).events[0]).toMatchObject({ type: 'offer_created', details: { tx_code: false } });
  expect((await eventsOf(guarded)).events[0]).toMatchObject({ type: 'offer_created', details: { tx_code: true } });
  await backOffice.renew(open.session_id);
  await expect
    .poll(async () => (await eventsOf(open)).events.at(-1))
    .toMatchObject({ type: 'offer_renewed', details: { tx_code: false } });
  const byCode = await create({ grants: { authorization_code: true } });
  expect((await eventsOf(byCode)).events[0]?.details).not.toHaveProperty('tx_code');
});

describe('GET /credential_offers', () => {
  it('is limited for each address, as the endpoints of a wallet are', async () => {
    const { credential_offer_uri } = await create({ tx_code: true });
    const answers = await Promise.all(Array.from({ length: 60 }, () => fetch(credential_offer_uri)));
    const limited = answers.filter((one) => one.status === 429);
    expect([limited.length >= 20, limited[0]?.headers.get('retry-after')]).toEqual([
      true,
      expect.stringMatching(/^\d+$/),
    ]);
  });
});

describe('POST /token', () => {
  it('is limited too, and what the limit refuses does not fill the log of the session', async () => {
    const { credential_offer, credential_offer_uri, session_id } = await create({ tx_code: true });
    // The window of the flood before is over when its address is served again.
    await expect
      .poll(async () => (await fetch(credential_offer_uri)).status, { interval: 1000, timeout: 20_000 })
      .toBe(200);
    const form = { grant_type: PRE_AUTHORIZED, 'pre-authorized_code': Wallet.codeOf(credential_offer) };
    const redeem = () => fetch(`${stack.publicUrl}/token`, { method: 'POST', body: new URLSearchParams(form) });
    const answers = await Promise.all(Array.from({ length: 60 }, redeem));
    const served = answers.filter((one) => one.status === 400).length;
    expect([served > 0, answers.filter((one) => one.status === 429).length]).toEqual([true, 60 - served]);
    await expect
      .poll(async () => {
        const told = (await backOffice.logs(session_id)).filter((one) => one.endpoint === '/token');
        return told.flatMap((one) => one.data?.['reason_id'] ?? []);
      })
      .toEqual(Array(served).fill('tx_code_missing'));
  });
});
