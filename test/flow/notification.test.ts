/** What a wallet reports of its credentials. */
import { beforeAll, describe, expect, it } from 'vitest';
import { AV, PID_SD_JWT } from '../support/datasets.js';
import { expectRefused } from '../support/expect-refused.js';
import type { RedeemedSession } from '../support/open-session.js';
import { deferSession, openSession, redeemSession } from '../support/open-session.js';
import { sharedStack } from '../support/stack.js';
import { newKey } from '../support/wallet.js';
import { watchWorkflows } from '../support/workflow.js';

const stack = sharedStack();
type Issued = RedeemedSession & { notificationId: string };

async function issue(): Promise<Issued> {
  const session = await redeemSession(stack);
  const { body } = await session.wallet.requestCredential(session.tokens, AV);
  return { ...session, notificationId: body.notification_id ?? '' };
}
const notify = ({ wallet, tokens }: RedeemedSession, body: unknown) => wallet.authorized('/notification', tokens, body);

describe('a notification', () => {
  it.each([
    ['credential_accepted', 'credential_accepted'],
    ['credential_failure', 'credential_failed'],
    ['credential_deleted', 'credential_deleted'],
  ])('NO-03 %s is answered 204 without body and makes the session %s', async (event, status) => {
    const session = await issue();
    const answer = await notify(session, { notification_id: session.notificationId, event });
    expect({ status: answer.status, body: answer.body }).toEqual({ status: 204, body: '' });
    expect(answer.headers.get('cache-control')).toContain('no-store');
    await expect.poll(() => session.backOffice.session(session.id)).toMatchObject({ status });
  });

  it('NO-04 may be repeated and stands once in the story', async () => {
    const session = await issue();
    const body = { notification_id: session.notificationId, event: 'credential_accepted' };
    for (const _ of [1, 2, 3]) expect((await notify(session, body)).status).toBe(204);
    await expect.poll(() => session.backOffice.eventTypes(session.id)).toContain('credential_accepted');
    // A different one afterwards: whatever the repeats did, they did before it.
    await notify(session, { ...body, event: 'credential_deleted' });
    await expect.poll(() => session.backOffice.eventTypes(session.id)).toContain('credential_deleted');
    const events = await session.backOffice.eventTypes(session.id);
    expect(events.slice(-2)).toEqual(['credential_accepted', 'credential_deleted']);
    expect((await session.backOffice.session(session.id)).status).toBe('credential_deleted');
  });

  it('NO-04 that is repeated costs no message, and a flood of them is refused', async () => {
    const session = await issue();
    const body = { notification_id: session.notificationId, event: 'credential_accepted' };
    await notify(session, body);
    await expect.poll(() => session.backOffice.eventTypes(session.id)).toContain('credential_accepted');
    const workflow = await watchWorkflows(stack);
    try {
      const answers = await Promise.all(Array.from({ length: 25 }, () => notify(session, body)));
      expect(new Set(answers.map((one) => one.status))).toEqual(new Set([204, 429]));
      expect(await workflow.signals(session.id, 'notificationReceived')).toBe(1);
    } finally {
      await workflow.close();
    }
  });

  it('NO-09 of a failure leaves the way open to a new credential', async () => {
    const session = await issue();
    await notify(session, { notification_id: session.notificationId, event: 'credential_failure' });
    await expect.poll(() => session.backOffice.session(session.id)).toMatchObject({ status: 'credential_failed' });
    expect((await session.wallet.requestCredential(session.tokens, AV)).status).toBe(200);
    expect((await session.backOffice.session(session.id)).status).toBe('credential_issued');
  });

  it.each([
    ['permitted characters', 'The user declined.'],
    ['others', 'Nein, "danke" \\ 𐍈\n'],
  ])('NO-02 may have a description of %s, whose words are not kept', async (_name, event_description) => {
    const session = await issue();
    const body = { notification_id: session.notificationId, event: 'credential_failure', event_description };
    expect((await notify(session, body)).status).toBe(204);
    const find = async () =>
      (await session.backOffice.logs(session.id)).find((one) => one.endpoint === '/notification');
    await expect.poll(find).toMatchObject({ data: { event: 'credential_failure', has_description: true } });
    expect(JSON.stringify(await find())).not.toContain(event_description.slice(0, 4));
  });

  it('TK-17 of a failure is refused with a token of a grant that was replaced', async () => {
    const session = await openSession(stack, { offered: [AV, PID_SD_JWT], supplied: [AV] });
    const tokens = await session.wallet.redeem(session.offer);
    const { body } = await session.wallet.requestCredential(tokens, AV);
    const renewed = await session.backOffice.renew(session.id);
    await session.wallet.redeem(renewed.credential_offer);
    const answer = await session.wallet.notify(tokens, body.notification_id ?? '', 'credential_failure');
    expectRefused(answer, 401, 'invalid_token');
  });

  it('TK-17 NO-07 is taken with a refreshed token', async () => {
    const session = await deferSession(stack);
    await session.backOffice.supply(session.id, AV, { age_over_18: true });
    const { body } = await session.wallet.collect(session.tokens, session.transactionId);
    const tokens = await session.wallet.refresh(session.tokens);
    expect((await session.wallet.notify(tokens, body.notification_id ?? '')).status).toBe(204);
  });
});

describe('a notification that differs in one thing from a correct one', () => {
  let session: Issued;
  let stranger: Issued;
  beforeAll(async () => {
    session = await issue();
    stranger = await issue();
  });

  const rows: [string, Record<string, unknown>, string][] = [
    ['NO-02 no id', { notification_id: undefined }, 'invalid_notification_request'],
    ['an empty id', { notification_id: '' }, 'invalid_notification_request'],
    ['a number for an id', { notification_id: 7 }, 'invalid_notification_request'],
    ['NO-02 no event', { event: undefined }, 'invalid_notification_request'],
    ['NO-02 an event in capitals', { event: 'Credential_Accepted' }, 'invalid_notification_request'],
    ['an unknown event', { event: 'credential_lost' }, 'invalid_notification_request'],
    ['an inherited name for an event', { event: 'constructor' }, 'invalid_notification_request'],
    ['a list for a description', { event_description: [] }, 'invalid_notification_request'],
    ['NO-05 an id nobody gave', { notification_id: '3fwe98js' }, 'invalid_notification_id'],
  ];
  it.each(rows)('%s is refused', async (_name, change, error) => {
    const good = { notification_id: session.notificationId, event: 'credential_accepted' };
    expectRefused(await notify(session, { ...good, ...change }), 400, error);
  });

  it.each([
    ['no JSON', '{'],
    ['a list', '[]'],
    ['null', 'null'],
    ['a member twice', '{"event":"credential_accepted","event":"credential_deleted","notification_id":"x"}'],
  ])('%s is refused', async (_name, body) => {
    expectRefused(await notify(session, body), 400, 'invalid_notification_request');
  });

  it('NO-05 the id of another session is refused, and changes nothing there', async () => {
    const body = { notification_id: stranger.notificationId, event: 'credential_deleted' };
    expectRefused(await notify(session, body), 400, 'invalid_notification_id');
    // A report of its own: whatever the foreign one did, it did before it.
    await notify(stranger, { ...body, event: 'credential_accepted' });
    await expect.poll(() => stranger.backOffice.eventTypes(stranger.id)).toContain('credential_accepted');
    expect(await stranger.backOffice.eventTypes(stranger.id)).not.toContain('credential_deleted');
  });

  it('another handle of the same session is no notification id', async () => {
    for (const notification_id of [session.tokens.access_token, await session.wallet.nonce()])
      expectRefused(
        await notify(session, { notification_id, event: 'credential_accepted' }),
        400,
        'invalid_notification_id',
      );
  });

  it('another media type is refused', async () => {
    const answer = await session.wallet.authorized('/notification', session.tokens, 'event=x', {
      'content-type': 'application/x-www-form-urlencoded',
    });
    expectRefused(answer, 400, 'invalid_notification_request');
  });
});

it('NO-10 is taken after the session was cancelled, as long as the token lives', async () => {
  const session = await redeemSession(stack, { dpop: true });
  const { body } = await session.wallet.requestCredential(session.tokens, AV, [await newKey(), await newKey()]);
  await session.backOffice.cancel(session.id);
  expect((await session.wallet.notify(session.tokens, body.notification_id ?? '')).status).toBe(204);
});
