import { expect, it } from 'vitest';
import type { WalletContext } from '../../../api/http/wallet-context.js';
import type { WalletDependencies } from '../../../api/http/wallet-dependencies.js';
import { attestedUses, checkHolderKeys } from '../../../api/routes/credential/check-holder-keys.js';
import { expectRefusal } from '../../protocol/expect-refusal.js';

const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const proof = `${part({ alg: 'ES256', typ: 'openid4vci-proof+jwt', jwk: {} })}.${part({})}.AA`;

it('PR-20 passes nothing where a session demands an attestation and the issuer trusts nobody any more', async () => {
  const context = {
    issuer: {
      configuration: { batch_size: 1, clients: [] },
      trustAnchors: { keyAttestation: [] },
      identifier: 'https://issuer.example',
    },
    now: () => new Date(),
  } as unknown as WalletContext;
  const request = { proofs: { jwt: [proof] }, generation: 'final' };
  const configuration = { proof_types: ['jwt'], proof_signing_alg_values: ['ES256'] };
  const access = { issuer: 'i', session: 's', requireKeyAttestation: true };
  await expectRefusal(
    () => checkHolderKeys({} as WalletDependencies, context, access, request as never, configuration as never),
    'key_attestation_required',
  );
  expect.assertions(1);
});

it('PR-30 uses attested keys up until their own attestation can be shown no more, and not where they may be repeated', () => {
  const now = 1_800_000_000;
  const uses = (attested_keys_once: boolean) => {
    const issuer = { id: 'i', configuration: { attested_keys_once } };
    const context = { issuer, now: () => new Date(now * 1000) } as unknown as WalletContext;
    const handles = { keyedDigest: (...parts: string[]) => parts.join('.') };
    const of = (thumbprint: string, expiresAt?: number) => ({ keys: [{ thumbprint }], expiresAt });
    const attestations = [of('hour', now + 3600), of('for-ever', 1e15), of('never')];
    return attestedUses({ handles } as never, context, attestations as never);
  };
  expect(uses(true)).toEqual([
    { value: 'attested:attested.i.hour', until: (now + 3660) * 1000 },
    { value: 'attested:attested.i.for-ever', until: (now + 3650 * 86_400) * 1000 },
    { value: 'attested:attested.i.never' },
  ]);
  expect(uses(false)).toEqual([]);
});
