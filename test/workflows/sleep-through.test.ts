/** The server that skips time goes on skipping, whatever an earlier session left behind. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import * as messages from '../../workflows/contract/messages.js';
import { eventually } from '../support/eventually.js';
import { WorkflowEnvironment } from './environment.js';
import { AV, claims, exchange } from './fixtures.js';

let environment: WorkflowEnvironment;
beforeAll(async () => {
  environment = await WorkflowEnvironment.create();
});
afterAll(() => environment.close());

it('where a session ended while an activity was out', async () => {
  let isOut = false;
  let letGo: () => void = () => undefined;
  const held = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  await environment.session(
    () => ({ deliverables: [{ configurationId: AV, claims: claims('a') }] }),
    async ({ handle, activities, t0 }) => {
      activities.before = () => {
        isOut = true;
        return held;
      };
      const token = exchange({ accessExpiresAt: t0 + 300_000, refreshExpiresAt: t0 + 3_600_000 });
      handle.executeUpdate(messages.exchangeTokenUpdate, { args: [token] }).catch(() => undefined);
      await eventually(() => expect(isOut).toBe(true));
    },
  );
  letGo();
  await environment.session(
    () => ({}),
    async ({ sleep, now, t0 }) => {
      await sleep(590);
      expect((await now()) - t0).toBeGreaterThanOrEqual(590_000);
    },
  );
});
