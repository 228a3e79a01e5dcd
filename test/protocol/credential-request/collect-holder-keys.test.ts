import { expect, it } from 'vitest';
import { collectHolderKeys } from '../../../protocol/credential-request/collect-holder-keys.js';

const held = (thumbprint: string) => ({ thumbprint, key: { kty: 'EC', crv: 'P-256', x: thumbprint, y: 'y' } });

it('PR-28 keeps the very object of a proof when an attestation has the same key, so that its DID is found', () => {
  const proof = held('a');
  const { keys, left } = collectHolderKeys([proof], [{ keys: [held('b'), held('a')] }], 2);
  expect(keys.map((one) => one.x)).toEqual(['a', 'b']);
  expect(keys[0]).toBe(proof.key);
  expect(left).toBe(0);
});
