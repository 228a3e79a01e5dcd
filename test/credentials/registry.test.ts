import { expect, it } from 'vitest';
import { credentialFormats, issueCredential } from '../../credentials/registry.js';
import { createTestPki, ISSUER, mdocConfiguration, newHolderKey, sdJwtConfiguration } from './fixtures.js';

it('issues in the format the configuration names', async () => {
  const { signer } = await createTestPki();
  const input = { claims: { a: 1 }, holderKey: newHolderKey(), signer, issuer: ISSUER, now: new Date() };
  expect(issueCredential({ ...input, configuration: mdocConfiguration() })).toMatch(/^[\w-]+$/);
  expect(issueCredential({ ...input, configuration: sdJwtConfiguration() })).toMatch(/~$/);
});

it('knows every format of the configuration file by its own name', () => {
  expect(Object.entries(credentialFormats).every(([name, { format }]) => name === format)).toBe(true);
});
