/** Wallets of draft 13 over the whole stack (checklist section 26). */

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readSdJwt } from '../credentials/sd-jwt-vc/read-sd-jwt.js';
import { type BorrowedStack, borrowStack } from '../support/borrowed-stack.js';
import { AV, DATASETS, datasetsOf, PID_SD_JWT } from '../support/datasets.js';
import { expectRefused } from '../support/expect-refused.js';
import { writeIssuersFile } from '../support/issuers-file.js';
import { redeemSession, type SessionOptions } from '../support/open-session.js';
import { newKey, send } from '../support/wallet.js';
import { certificateFor, type Draft13Answer, type Draft13Tokens, Draft13Wallet } from '../support/wallet-draft13.js';
import { EncryptingWallet, encryptedTo, newResponseKey } from '../support/wallet-encryption.js';

const AV_DOCTYPE = { format: 'mso_mdoc', doctype: AV };
let stack: BorrowedStack;

beforeAll(async () => {
  const encryption = { request: 'optional', response: 'optional' };
  stack = await borrowStack(writeIssuersFile({ id: 'compat', draft13: true, encryption }, { id: 'final' }));
});
afterAll(() => stack?.stop());

async function redeem(options: SessionOptions = {}, issuer = 'compat') {
  const session = await redeemSession(stack, { ...options, more: { issuer } });
  return { ...session, wallet: Draft13Wallet.of(session.wallet), tokens: session.tokens as Draft13Tokens };
}

describe('a draft 13 wallet', () => {
  it('D13-03 D13-04 that never calls the nonce endpoint gets credential after credential', async () => {
    const { wallet, tokens } = await redeem({ dpop: true });
    expect(tokens).toMatchObject({ c_nonce: expect.any(String), c_nonce_expires_in: 300 });
    const first = await wallet.ask(tokens, AV_DOCTYPE, tokens.c_nonce);
    expect(first.status).toBe(200);
    expect(first.body).toEqual({
      credential: expect.any(String),
      notification_id: expect.any(String),
      c_nonce: expect.any(String),
      c_nonce_expires_in: 300,
    });
    expect((await wallet.ask(tokens, AV_DOCTYPE, first.body.c_nonce ?? '')).status).toBe(200);
    expect((await wallet.notify(tokens, first.body.notification_id ?? '')).status).toBe(204);
  });

  it('D13-04 is given a fresh nonce with invalid_proof, which it is also told where others are told invalid_nonce', async () => {
    const { wallet, tokens } = await redeem();
    const wrong = await wallet.ask(tokens, AV_DOCTYPE, 'not-a-nonce');
    expect(wrong).toMatchObject({ status: 400, body: { error: 'invalid_proof', c_nonce_expires_in: 300 } });
    const nonce = wrong.body.c_nonce ?? '';
    expect((await wallet.ask(tokens, AV_DOCTYPE, nonce)).status).toBe(200);
    const again = await wallet.ask(tokens, AV_DOCTYPE, nonce);
    expect(again.body).toMatchObject({ error: 'invalid_proof', c_nonce: expect.any(String) });
    expect(again.body.c_nonce).not.toBe(nonce);
  });

  it('D13-02 is told in the words of its time that there is no such type or format', async () => {
    const { wallet, tokens } = await redeem();
    expectRefused(
      await wallet.ask(tokens, { format: 'mso_mdoc', doctype: 'x' }, tokens.c_nonce),
      400,
      'unsupported_credential_type',
    );
    expectRefused(await wallet.ask(tokens, { format: 'ldp_vc' }, tokens.c_nonce), 400, 'unsupported_credential_format');
    expect((await wallet.ask(tokens, AV_DOCTYPE, tokens.c_nonce)).status).toBe(200);
  });

  it('D13-05 DE-10 waits by issuance_pending, and then gets one credential', async () => {
    const { wallet, tokens, id, backOffice } = await redeem({ supplied: [] });
    const asked = await wallet.ask(tokens, AV_DOCTYPE, tokens.c_nonce);
    expect({ status: asked.status, body: asked.body }).toEqual({
      status: 202,
      body: { transaction_id: expect.any(String), c_nonce: expect.any(String), c_nonce_expires_in: 300 },
    });
    const transactionId = asked.body.transaction_id ?? '';
    const pending = await wallet.collect(tokens, transactionId);
    expect(pending).toMatchObject({ status: 400, body: { error: 'issuance_pending', interval: 5 } });
    await backOffice.supply(id, AV, DATASETS[AV]);
    const ready = await wallet.collect(tokens, transactionId);
    expect(ready.status).toBe(200);
    expect(ready.body).toEqual({ credential: expect.any(String), notification_id: expect.any(String) });
    expect((await backOffice.session(id)).problem).toBeNull();
  });

  it('D13-06 gets the typ of its time only if it names the format of its time', async () => {
    const { wallet, tokens } = await redeem({ offered: [PID_SD_JWT] });
    for (const format of ['vc+sd-jwt', 'dc+sd-jwt']) {
      const answer = await wallet.ask(tokens, { format, vct: 'urn:eudi:pid:1' }, await wallet.nonce());
      expect(readSdJwt(answer.body.credential ?? '').header['typ']).toBe(format);
    }
  });

  it('D13-03 of draft 14 gets its credentials in a list of strings, of draft 15 in a list of objects', async () => {
    const { wallet, tokens } = await redeem();
    const proofs = {
      jwt: await Promise.all([newKey(), newKey()].map(async (key) => wallet.proof(await key, tokens.c_nonce))),
    };
    const fourteen = await wallet.authorized<Draft13Answer>('/credential', tokens, { ...AV_DOCTYPE, proofs });
    expect(fourteen.body.credentials).toEqual([expect.any(String), expect.any(String)]);
    const fifteen = await wallet.ask(tokens, { credential_configuration_id: AV }, await wallet.nonce());
    expect(fifteen.body).toEqual({
      credentials: [{ credential: expect.any(String) }],
      notification_id: expect.any(String),
    });
  });

  it('D13-01 D13-03 with an identifier and one proof is told from one of draft 15 by where its nonce is from', async () => {
    const { wallet, backOffice } = await redeem();
    const ask = async (nonceOf: (tokens: Draft13Tokens) => Promise<string>) => {
      const { credential_offer } = await backOffice.create({
        credential_configuration_ids: [AV],
        claims: datasetsOf(AV),
        issuer: 'compat',
      });
      const details = JSON.stringify([{ type: 'openid_credential', credential_configuration_id: AV }]);
      const tokens = (await wallet.redeem(credential_offer, { authorization_details: details })) as Draft13Tokens;
      const identifier = tokens.authorization_details?.[0]?.credential_identifiers[0];
      return wallet.ask(tokens, { credential_identifier: identifier }, await nonceOf(tokens));
    };
    const thirteen = await ask(async (tokens) => tokens.c_nonce);
    expect(thirteen.body).toMatchObject({ credential: expect.any(String), c_nonce: expect.any(String) });
    expect(thirteen.body).not.toHaveProperty('credentials');
    const fifteen = await ask(() => wallet.nonce());
    expect(fifteen.body).toEqual({
      credentials: [{ credential: expect.any(String) }],
      notification_id: expect.any(String),
    });
  });

  it('D13-10 may ask for an encrypted response in a plain request', async () => {
    const { wallet, tokens } = await redeem();
    const key = await newResponseKey();
    const { alg, ...jwk } = key.jwk;
    const member = { credential_response_encryption: { jwk, alg, enc: 'A128GCM' } };
    const answer = await wallet.ask(tokens, { ...AV_DOCTYPE, ...member }, tokens.c_nonce);
    expect((await EncryptingWallet.open<Draft13Answer>(answer, key)).body.credential).toEqual(expect.any(String));
  });

  it('D13-08 may send a certificate beside its key, if it is for that key', async () => {
    const { wallet, tokens } = await redeem();
    const key = await newKey();
    const ask = async (x5c: string[], nonce: string) => {
      const jwt = await wallet.proof(key, nonce, { header: { x5c } });
      return wallet.authorized<Draft13Answer>('/credential', tokens, {
        ...AV_DOCTYPE,
        proof: { proof_type: 'jwt', jwt },
      });
    };
    const wrong = await ask([await certificateFor(await newKey())], tokens.c_nonce);
    expect(wrong).toMatchObject({ status: 400, body: { error: 'invalid_proof' } });
    expect((await ask([await certificateFor(key)], tokens.c_nonce)).status).toBe(200);
    const final = await redeem({}, 'final');
    const proofs = {
      jwt: [
        await final.wallet.proof(key, await final.wallet.nonce(), { header: { x5c: [await certificateFor(key)] } }),
      ],
    };
    const asked = await final.wallet.authorized('/credential', final.tokens, {
      credential_configuration_id: AV,
      proofs,
    });
    expectRefused(asked, 400, 'invalid_proof');
  });

  it.each(['cwt', 'ldp_vp'])('D13-09 has no %s proofs', async (type) => {
    const { wallet, tokens } = await redeem();
    const answer = await wallet.authorized('/credential', tokens, {
      ...AV_DOCTYPE,
      proof: { proof_type: type, [type]: 'x' },
    });
    expect(answer).toMatchObject({ status: 400, body: { error: 'invalid_proof' } });
  });

  it('D13-09 has no batch endpoint', async () => {
    const { wallet, tokens } = await redeem();
    expect((await wallet.authorized('/batch_credential', tokens, {})).status).toBe(404);
  });

  it('D13-01 is recorded as one in the log of its session', async () => {
    const { wallet, tokens, id, backOffice } = await redeem();
    await wallet.ask(tokens, AV_DOCTYPE, tokens.c_nonce);
    await expect
      .poll(async () => (await backOffice.logs(id)).find((one) => one.message === 'The wallet speaks draft 13')?.data)
      .toMatchObject({ draft: '13', members: ['format', 'doctype', 'proof'] });
  });
});

describe('a wallet of the final text', () => {
  it('D13-01 D13-03 is answered by the final text, by an issuer that speaks draft 13 too', async () => {
    const { wallet, tokens } = await redeem({ supplied: [] });
    const { status, body } = await wallet.requestCredential(tokens, AV);
    expect({ status, body }).toEqual({ status: 202, body: { transaction_id: expect.any(String), interval: 5 } });
    expect((await wallet.collect(tokens, body.transaction_id ?? '')).status).toBe(202);
    const request = await wallet.credentialRequest(tokens, AV, [await newKey()]);
    const wrong = { ...request, proofs: { jwt: [await wallet.proof(await newKey(), 'not-a-nonce')] } };
    expectRefused(await wallet.authorized('/credential', tokens, wrong), 400, 'invalid_nonce');
    const plain = { ...request, ...encryptedTo(await newResponseKey()) };
    expectRefused(await wallet.authorized('/credential', tokens, plain), 400, 'invalid_encryption_parameters');
  });
});

describe('an issuer without the switch', () => {
  it('D13-04 gives no nonce with the token, and tells a draft 13 wallet what is wrong', async () => {
    const { wallet, tokens, id, backOffice } = await redeem({}, 'final');
    expect(tokens).not.toHaveProperty('c_nonce');
    const answer = await wallet.ask(tokens, AV_DOCTYPE, await wallet.nonce());
    expectRefused(answer, 400, 'invalid_credential_request');
    await expect.poll(async () => (await backOffice.session(id)).problem?.reason).toBe('selector_missing');
  });

  it('D13-07 serves the metadata at the appended path too, without any legacy member', async () => {
    const { body } = await send(`${stack.publicUrl}/compat/.well-known/openid-credential-issuer`);
    expect(JSON.stringify(body)).not.toContain('vc+sd-jwt');
    expect(body).not.toHaveProperty('batch_credential_endpoint');
  });
});
