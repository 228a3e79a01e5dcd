/** What the operator is told of a mistake that wallets are known for, and the wallet is not. */
import { describe, expect, it } from 'vitest';
import { AV } from '../support/datasets.js';
import { expectRefused } from '../support/expect-refused.js';
import { redeemSession } from '../support/open-session.js';
import { sharedStack } from '../support/stack.js';
import { newKey } from '../support/wallet.js';

const stack = sharedStack();

describe('a hint', () => {
  it('stands in the session’s log and on its page, and not on the wire', async () => {
    const { wallet, tokens, backOffice, id } = await redeemSession(stack);
    const jwt = await wallet.proof(await newKey(), await wallet.nonce(), { claims: { aud: `${wallet.issuer}/token` } });
    const answer = await wallet.authorized('/credential', tokens, {
      credential_configuration_id: AV,
      proofs: { jwt: [jwt] },
    });
    expectRefused(answer, 400, 'invalid_proof');
    const { data } = await backOffice.untilLogged(id, (one) => one.data?.['reason_id'] === 'proof_audience');
    expect(data?.['hint']).toContain('credential_issuer of the metadata');
  });

  it('is not given where the mistake is none that is known', async () => {
    const { wallet, tokens, backOffice, id } = await redeemSession(stack);
    const proofs = { jwt: [await wallet.proof(await newKey(), 'nobody-made-this')] };
    await wallet.authorized('/credential', tokens, { credential_configuration_id: AV, proofs });
    const { data } = await backOffice.untilLogged(id, (one) => one.data?.['reason_id'] === 'nonce_unknown');
    expect(data).not.toHaveProperty('hint');
  });

  it('names the older proof member and the draft 13 switch', async () => {
    const { wallet, tokens, backOffice, id } = await redeemSession(stack);
    const proof = { proof_type: 'jwt', jwt: await wallet.proof(await newKey(), await wallet.nonce()) };
    expectRefused(
      await wallet.authorized('/credential', tokens, { credential_configuration_id: AV, proof }),
      400,
      'invalid_proof',
    );
    const { data } = await backOffice.untilLogged(id, (one) => one.data?.['reason_id'] === 'proofs_missing');
    expect(data?.['hint']).toMatch(/draft 15.*draft13/);
  });
});
