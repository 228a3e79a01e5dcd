import { randomBytes } from 'node:crypto';
import type { Response } from 'express';
import { describe, expect, it } from 'vitest';
import { createHandleCodec } from '../../../api/handles/handle-codec.js';
import {
  checkAttestationChallenge,
  checkDpopNonce,
  mintAttestationChallenge,
  offerFreshNonces,
} from '../../../api/http/fresh-nonces.js';
import { WalletContext } from '../../../api/http/wallet-context.js';
import { openSecret, sealSecret, sealSecretAlike } from '../../../platform/sealing/secret-box.js';
import { shippedIssuer } from '../../console/fake-back-office.js';
import { expectRefusal, NOW } from '../../protocol/expect-refusal.js';

const keys = [{ id: 1, key: randomBytes(32) }];
const deps = {
  handles: createHandleCodec({
    seal: (plaintext, context) => sealSecret(keys, plaintext, context),
    sealAlike: (plaintext, context) => sealSecretAlike(keys, plaintext, context),
    open: (sealed, context) => openSecret(keys, sealed, context),
    digestKey: randomBytes(32),
    keyId: 1,
  }),
};

/** @param at seconds after the time the nonces are made */
function contextOf(members: object = {}, { at = 0, id = 'one' } = {}): WalletContext {
  const configuration = {
    ...shippedIssuer,
    id,
    dpop_nonces: 'required' as const,
    client_authentication: ['attest_jwt_client_auth' as const],
    ...members,
  };
  const trustAnchors = { keyAttestation: [], walletAttestation: [] };
  const requestKeys = { published: [], find: () => undefined };
  const issuer = { id, identifier: 'https://issuer.example', version: '1', configuration, trustAnchors, requestKeys };
  return new WalletContext(issuer, '/token', 'request', () => new Date(NOW.getTime() + at * 1000));
}

function offered(context: WalletContext): Record<string, string> {
  const headers: Record<string, string> = {};
  offerFreshNonces(deps, context, {
    set: (name: string, value: string) => (headers[name] = value),
  } as unknown as Response);
  return headers;
}

const proof = (nonce?: string) => ({ jkt: 'k', jti: 'j', issuedAt: 0, ...(nonce === undefined ? {} : { nonce }) });

describe('DPoP nonces', () => {
  it('DP-10 accepts a nonce any number of times until it expires, newer ones notwithstanding', async () => {
    const nonce = offered(contextOf())['DPoP-Nonce'];
    expect(offered(contextOf())['DPoP-Nonce']).not.toBe(nonce);
    for (const at of [0, 1, 299]) checkDpopNonce(deps, contextOf({}, { at }), proof(nonce), 'token');
    const late = contextOf({}, { at: 300 });
    await expectRefusal(() => checkDpopNonce(deps, late, proof(nonce), 'token'), 'use_dpop_nonce', 'use_dpop_nonce');
    await expectRefusal(
      () => checkDpopNonce(deps, late, proof(nonce), 'access'),
      'access_use_dpop_nonce',
      'use_dpop_nonce',
    );
  });

  it('DP-09 refuses none, a made-up one, another kind and that of another issuer', async () => {
    const foreign = offered(contextOf({}, { id: 'two' }))['DPoP-Nonce'];
    for (const nonce of [undefined, '', 'made-up', mintAttestationChallenge(deps, contextOf()), foreign])
      await expectRefusal(() => checkDpopNonce(deps, contextOf(), proof(nonce), 'token'), 'use_dpop_nonce');
  });

  it('asks for none and gives none where they are off', () => {
    const off = contextOf({ dpop_nonces: 'off', client_authentication: ['none'] });
    checkDpopNonce(deps, off, proof('anything'), 'token');
    expect(offered(off)).toEqual({});
  });
});

describe('attestation challenges', () => {
  const challenge = mintAttestationChallenge(deps, contextOf());

  it('WA-07 accepts a challenge again until it expires', async () => {
    for (const at of [0, 0, 299]) checkAttestationChallenge(deps, contextOf({}, { at }), challenge);
    const late = contextOf({}, { at: 300 });
    await expectRefusal(
      () => checkAttestationChallenge(deps, late, challenge),
      'use_attestation_challenge',
      'use_attestation_challenge',
    );
  });

  it('WA-07 demands one, checks only one that is sent, or looks at none, as the issuer says', async () => {
    const check = (mode: string, sent?: string) =>
      checkAttestationChallenge(deps, contextOf({ attestation_challenges: mode }), sent);
    await expectRefusal(() => check('required'), 'use_attestation_challenge');
    await expectRefusal(() => check('required', 'x'), 'use_attestation_challenge');
    check('optional');
    await expectRefusal(() => check('optional', 'x'), 'use_attestation_challenge');
    check('off');
    check('off', 'x');
    expect(offered(contextOf({ attestation_challenges: 'off' }))).toEqual({ 'DPoP-Nonce': expect.any(String) });
  });
});

describe('the one nonce of a combined proof', () => {
  const combined = { client_authentication: ['attest_jwt_client_auth_dpop' as const] };

  it('WA-12 may be a challenge or a DPoP nonce, for either purpose, and nothing else', async () => {
    const context = contextOf(combined);
    const challenge = mintAttestationChallenge(deps, context);
    const nonce = offered(context)['DPoP-Nonce'] ?? '';
    for (const one of [challenge, nonce]) {
      checkDpopNonce(deps, context, proof(one), 'token');
      checkAttestationChallenge(deps, context, one, true);
    }
    const foreign = mintAttestationChallenge(deps, contextOf(combined, { id: 'two' }));
    for (const one of [foreign, 'x', undefined]) {
      await expectRefusal(() => checkDpopNonce(deps, context, proof(one), 'token'), 'use_dpop_nonce');
      await expectRefusal(() => checkAttestationChallenge(deps, context, one, true), 'use_attestation_challenge');
    }
  });

  it('WA-12 is one or the other where proofs are not combined', async () => {
    const context = contextOf();
    const challenge = mintAttestationChallenge(deps, context);
    const nonce = offered(context)['DPoP-Nonce'] ?? '';
    await expectRefusal(() => checkDpopNonce(deps, context, proof(challenge), 'token'), 'use_dpop_nonce');
    await expectRefusal(() => checkAttestationChallenge(deps, context, nonce), 'use_attestation_challenge');
  });
});
