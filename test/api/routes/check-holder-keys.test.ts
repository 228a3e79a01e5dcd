import { expect, it } from 'vitest';
import type { WalletContext } from '../../../api/http/wallet-context.js';
import type { WalletDependencies } from '../../../api/http/wallet-dependencies.js';
import { checkHolderKeys } from '../../../api/routes/credential/check-holder-keys.js';
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
