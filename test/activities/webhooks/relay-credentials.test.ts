import { expect, it } from 'vitest';
import { toCredentialEvents } from '../../../activities/webhooks/relay-credentials.js';
import type { DueCredential } from '../../../ports/event-feed.js';

const due = (credentialId: string, ...by: string[]): DueCredential => ({
  credentialId,
  issuer: 'i',
  sessionId: 's',
  configurationId: 'pid',
  changedBy: by.at(-1) ?? '',
  changes: by.map((one, at) => ({ status: 'revoked', at, by: one })),
});

it('one act upon many credentials is one event of each, the same whenever it is told', () => {
  const ids = ['c1', 'c2', 'c3'].flatMap((one) => toCredentialEvents(due(one, 'act.1', 'act.2'))).map((one) => one.id);
  expect(new Set(ids).size).toBe(6);
  expect(ids.join('')).not.toContain('.');
  expect(toCredentialEvents(due('c2', 'act.1'))[0]?.id).toBe(ids[2]);
});
