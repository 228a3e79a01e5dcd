/** The life of an offer: from its link until it is redeemed, renewed or over. */
import { describe, expect, it } from 'vitest';
import { AV, PID_SD_JWT } from '../support/datasets.js';
import { openSession } from '../support/open-session.js';
import { sharedStack } from '../support/stack.js';
import type { Offer } from '../support/wallet.js';
import { PRE_AUTHORIZED, send, Wallet } from '../support/wallet.js';
import { watchWorkflows } from '../support/workflow.js';

const stack = sharedStack();
const grantOf = (offer: Offer) => offer.grants[PRE_AUTHORIZED];

describe('the offer', () => {
  it('CO-01 CO-13 CO-14 has one link, which carries the address of the offer', async () => {
    const { created } = await openSession(stack);
    const link = new URL(created.credential_offer_deep_link);
    expect(created.credential_offer_deep_link).toMatch(/^openid-credential-offer:\/\/\?/);
    expect([...link.searchParams]).toEqual([['credential_offer_uri', created.credential_offer_uri]]);
    expect(created.credential_offer_uri).toMatch(new RegExp(`^${stack.publicUrl}/credential_offers/[\\w-]{22}$`));
  });

  it('CO-02 CO-04 CO-16 CO-17 has the members of the specification and no others', async () => {
    const { wallet, created } = await openSession(stack, { offered: [AV, PID_SD_JWT] });
    const offer = await wallet.fetchOffer(created.credential_offer_uri);
    expect(offer).toEqual({
      credential_issuer: stack.publicUrl,
      credential_configuration_ids: [AV, PID_SD_JWT],
      grants: { [PRE_AUTHORIZED]: { 'pre-authorized_code': expect.any(String) } },
    });
    expect(offer).toEqual(created.credential_offer);
  });

  it('CO-09 CO-10 says that a transaction code is needed, and never which', async () => {
    const { wallet, created } = await openSession(stack, {
      more: { tx_code: { length: 8, description: 'See the letter we sent you' } },
    });
    const { body } = await send<Offer>(created.credential_offer_uri);
    expect(grantOf(body)?.tx_code).toEqual({
      input_mode: 'numeric',
      length: 8,
      description: 'See the letter we sent you',
    });
    expect(created.tx_code).toMatch(/^\d{8}$/);
    expect(JSON.stringify(body)).not.toContain(created.tx_code);
    expect((await wallet.redeem(body, { tx_code: created.tx_code ?? '' })).access_token).toBeTruthy();
  });

  it('CO-09 has no tx_code member when none is needed', async () => {
    const { offer } = await openSession(stack);
    expect(grantOf(offer)).not.toHaveProperty('tx_code');
  });

  it('CO-15 says nothing of the person', async () => {
    const { created } = await openSession(stack, { more: { subject_id: 'erika-4711', reference: 'case-0815' } });
    const { body } = await send(created.credential_offer_uri);
    expect(JSON.stringify(body)).not.toMatch(/erika|4711|0815/);
  });

  it('CO-11 X-06 is plain JSON that no cache keeps, at an address of its own', async () => {
    const [one, other] = [await openSession(stack), await openSession(stack)];
    const { status, headers } = await send(one.created.credential_offer_uri);
    expect(status).toBe(200);
    expect(headers.get('content-type')).toMatch(/^application\/json/);
    expect(headers.get('cache-control')).toContain('no-store');
    expect(one.created.credential_offer_uri).not.toBe(other.created.credential_offer_uri);
  });
});

describe('its life', () => {
  it('CO-12 an offer is served again, the same, until it is redeemed', async () => {
    const { wallet, created, backOffice } = await openSession(stack);
    const uri = created.credential_offer_uri;
    const fetched = [await wallet.fetchOffer(uri), await wallet.fetchOffer(uri), await wallet.fetchOffer(uri)];
    expect(new Set(fetched.map((one) => JSON.stringify(one))).size).toBe(1);
    await wallet.redeem(fetched[0] as Offer);
    const { status, body, headers } = await send(uri);
    expect({ status, body }).toMatchObject({ status: 404, body: { error: expect.any(String) } });
    expect(headers.get('cache-control')).toContain('no-store');
    expect(await backOffice.session(created.session_id)).toMatchObject({ offer: { redeemed: true } });
  });

  it('CO-12 further fetches are counted and not recorded as events', async () => {
    const { wallet, created, id, backOffice } = await openSession(stack);
    for (let count = 0; count < 6; count += 1) {
      await wallet.fetchOffer(created.credential_offer_uri);
      // The counter is written in batches; the events stop when it has passed three.
      await expect.poll(async () => (await backOffice.session(id)).offer.fetches).toBe(count + 1);
    }
    // A fetch alone is written to the record when there is time for it.
    const retrieved = async () => (await backOffice.eventTypes(id)).filter((one) => one === 'offer_retrieved').length;
    await expect.poll(retrieved).toBe(3);
  });

  it('CO-12 a crowd that fetches it at once is served, and grows the history by three signals', async () => {
    const { wallet, offer, created, id } = await openSession(stack);
    const answers = await Promise.all(Array.from({ length: 25 }, () => send(created.credential_offer_uri)));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    const workflows = await watchWorkflows(stack);
    try {
      await expect.poll(() => workflows.signals(id, 'offerRetrieved')).toBe(3);
      // A fourth would stand before what comes after it.
      await wallet.redeem(offer);
      expect(await workflows.signals(id, 'offerRetrieved')).toBe(3);
    } finally {
      await workflows.close();
    }
  });

  it('CO-07 a redeemed code is refused, and does the session no harm', async () => {
    const { wallet, offer, backOffice, id } = await openSession(stack);
    const tokens = await wallet.redeem(offer);
    const again = { grant_type: PRE_AUTHORIZED, 'pre-authorized_code': Wallet.codeOf(offer) };
    expect(await wallet.token(again)).toMatchObject({ status: 400, body: { error: 'invalid_grant' } });
    expect((await wallet.requestCredential(tokens, AV)).status).toBe(200);
    expect(await backOffice.session(id)).toMatchObject({ status: 'credential_issued', is_open: true });
  });

  it('CO-07 of several redemptions at once exactly one succeeds', async () => {
    const { wallet, offer } = await openSession(stack);
    const once = { grant_type: PRE_AUTHORIZED, 'pre-authorized_code': Wallet.codeOf(offer) };
    const answers = await Promise.all([1, 2, 3, 4].map(() => wallet.token(once)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 400, 400, 400]);
  });

  it('CO-12 an offer that was never made is not found', async () => {
    const { status, body } = await send(`${stack.publicUrl}/credential_offers/AAAAAAAAAAAAAAAAAAAAAA`);
    expect({ status, body }).toMatchObject({ status: 404, body: { error: expect.any(String) } });
  });

  it('a cancelled session serves no offer and redeems no code', async () => {
    const { wallet, offer, created, id, backOffice } = await openSession(stack);
    expect((await backOffice.cancel(id)).status).toBe(204);
    expect((await send(created.credential_offer_uri)).status).toBe(404);
    const answer = await wallet.token({ grant_type: PRE_AUTHORIZED, 'pre-authorized_code': Wallet.codeOf(offer) });
    expect(answer).toMatchObject({ status: 400, body: { error: 'invalid_grant' } });
    expect(await backOffice.session(id)).toMatchObject({ status: 'cancelled', is_open: false });
  });
});

describe('renew-offer', () => {
  const redemption = (offer: Offer, txCode: string | undefined) => ({
    grant_type: PRE_AUTHORIZED,
    'pre-authorized_code': Wallet.codeOf(offer),
    ...(txCode === undefined ? {} : { tx_code: txCode }),
  });

  it('supersedes the old code and transaction code, and gives new ones for the same session', async () => {
    const { wallet, offer, created, id, backOffice } = await openSession(stack, { more: { tx_code: true } });
    const renewed = await backOffice.renew(id);
    expect(renewed.session_id).toBe(id);
    expect(Wallet.codeOf(renewed.credential_offer)).not.toBe(Wallet.codeOf(offer));
    expect(renewed.tx_code).toMatch(/^\d{6}$/);
    const old = await wallet.token(redemption(offer, created.tx_code));
    expect(old).toMatchObject({ status: 400, body: { error: 'invalid_grant' } });
    const served = await wallet.fetchOffer(renewed.credential_offer_uri);
    expect(served).toEqual(renewed.credential_offer);
    expect((await wallet.token(redemption(served, renewed.tx_code))).status).toBe(200);
    expect(await backOffice.eventTypes(id)).toContain('offer_renewed');
  });

  it('cures a lost token response: the wallet starts over in the same session, and the lost token dies', async () => {
    const { wallet, offer, id, backOffice } = await openSession(stack, { dpop: true });
    const lost = await wallet.redeem(offer);
    const { credential_offer } = await backOffice.renew(id);
    const found = await wallet.redeem(credential_offer);
    expect(await wallet.requestCredential(lost, AV)).toMatchObject({ status: 401, body: { error: 'invalid_token' } });
    expect((await wallet.requestCredential(found, AV)).status).toBe(200);
  });

  it('is refused once something was issued with it', async () => {
    const { wallet, offer, id, backOffice } = await openSession(stack);
    await wallet.requestCredential(await wallet.redeem(offer), AV);
    const answer = await backOffice.call('POST', `/sessions/${id}/renew-offer`);
    expect(answer).toMatchObject({ status: 409, body: { error: 'offer_not_renewable' } });
  });

  it('is refused once the session is over', async () => {
    const { id, backOffice } = await openSession(stack);
    await backOffice.cancel(id);
    const answer = await backOffice.call('POST', `/sessions/${id}/renew-offer`);
    expect(answer).toMatchObject({ status: 409, body: { error: 'session_closed' } });
  });
});
