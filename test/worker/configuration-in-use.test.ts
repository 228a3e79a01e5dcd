/** A configuration that is taken anew while the worker runs. */
import { expect, it } from 'vitest';
import { createConfigurationInUse } from '../../worker/configuration-in-use.js';

type Step = () => Promise<void>;

function worker({ check = async () => {}, publish = async () => {} }: { check?: Step; publish?: Step } = {}) {
  const steps: string[] = [];
  const configuration = createConfigurationInUse('old', {
    take: async () => 'new',
    check: async (next) => {
      steps.push(`checked ${next}`);
      await check();
    },
    publish: async (next) => {
      await publish();
      steps.push(`published ${next} while ${configuration.present()} is in use`);
    },
    onUse: (next) => steps.push(`uses ${next}`),
  });
  return { steps, configuration };
}
const away = () => Promise.reject(new Error('the database is away'));

it('is checked, then left where others look for it, then used', async () => {
  const { steps, configuration } = worker();
  await configuration.publish();
  await configuration.takeAnew();
  expect(steps).toEqual([
    'uses old',
    'published old while old is in use',
    'checked new',
    'published new while old is in use',
    'uses new',
  ]);
});

it.each([{ check: away }, { publish: away }])('is not used where any of that fails: %o', async (trouble) => {
  const { steps, configuration } = worker(trouble);
  await expect(configuration.takeAnew()).rejects.toThrow('the database is away');
  expect(configuration.present()).toBe('old');
  expect(steps).not.toContain('uses new');
});
