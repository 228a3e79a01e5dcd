import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as messages from '../../workflows/contract/messages.js';
import { WorkflowEnvironment } from './environment.js';
import { AV, claims } from './fixtures.js';

let environment: WorkflowEnvironment;
beforeAll(async () => {
  environment = await WorkflowEnvironment.create();
});
afterAll(() => environment.close());

describe('claims of a login', () => {
  it('are taken where they are awaited, and never in the place of what a back office supplied', () =>
    environment.session(
      () => ({}),
      async ({ handle }) => {
        const supply = (name: string, ifAwaited: { ifAwaited?: true } = {}) =>
          handle.executeUpdate(messages.supplyClaimsUpdate, {
            args: [{ datasets: [{ configurationId: AV, claims: claims(name) }], ...ifAwaited }],
          });
        expect(await supply('of the login', { ifAwaited: true })).toEqual({ outcomes: { [AV]: 'supplied' } });
        expect(await supply('of the back office')).toEqual({ outcomes: { [AV]: 'corrected' } });
        expect(await supply('of the login', { ifAwaited: true })).toEqual({ outcomes: { [AV]: 'unchanged' } });
      },
    ));
});
