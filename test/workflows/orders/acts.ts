/** What may happen to a session, in any order and several at once. */
import * as fc from 'fast-check';
import { AV, PID } from '../fixtures.js';

export const CONFIGURATIONS = [AV, PID] as const;
export type ConfigurationId = (typeof CONFIGURATIONS)[number];
export type Person = 'anna' | 'bert';

export type Act =
  | { readonly do: 'exchange' | 'retrieve' | 'refresh' | 'renew' | 'cancel' | 'undelivered' }
  | { readonly do: 'supply'; readonly id: ConfigurationId; readonly name: string; readonly by: Person }
  | { readonly do: 'release'; readonly by: Person }
  | { readonly do: 'deny'; readonly id: ConfigurationId | undefined }
  | { readonly do: 'request' | 'collect'; readonly id: ConfigurationId; readonly number: number }
  | {
      readonly do: 'notify';
      readonly id: ConfigurationId;
      readonly number: number;
      readonly event: 'credential_accepted' | 'credential_failure' | 'credential_deleted';
    };

export type Step =
  | { readonly kind: 'together'; readonly acts: readonly Act[] }
  | { readonly kind: 'sleep'; readonly seconds: number }
  | { readonly kind: 'fault'; readonly activity: 'projectSession' | 'issueCredentials'; readonly times: number };

const id = fc.constantFrom(...CONFIGURATIONS);
const by = fc.constantFrom<Person>('anna', 'bert');
const number = fc.nat(1);
const said = <T extends string>(...words: T[]) => fc.constantFrom(...words);

const update: fc.Arbitrary<Act> = fc.oneof(
  { weight: 2, arbitrary: fc.record({ do: said('exchange', 'refresh') }) },
  { weight: 1, arbitrary: fc.record({ do: said('renew') }) },
  { weight: 5, arbitrary: fc.record({ do: said('supply'), id, name: said('a', 'b'), by }) },
  { weight: 4, arbitrary: fc.record({ do: said('release'), by }) },
  { weight: 1, arbitrary: fc.record({ do: said('deny'), id: fc.constantFrom(AV, PID, undefined) }) },
  { weight: 10, arbitrary: fc.record({ do: said('request', 'collect'), id, number }) },
);
const signal: fc.Arbitrary<Act> = fc.oneof(
  fc.record({ do: said('retrieve', 'undelivered') }),
  fc.record({
    do: said('notify'),
    id,
    number,
    event: said('credential_accepted', 'credential_failure', 'credential_deleted'),
  }),
);
/** Rare, because little happens afterwards. */
const cancel: fc.Arbitrary<Act> = fc.record({ do: said('cancel') });
const anything: fc.Arbitrary<Act> = fc.oneof({ weight: 5, arbitrary: update }, { weight: 1, arbitrary: signal });

/** All sorts of messages at once. */
export const crowdedStep: fc.Arbitrary<Step> = fc.oneof(
  { weight: 12, arbitrary: together(fc.array(anything, { minLength: 1, maxLength: 4 })) },
  { weight: 1, arbitrary: together(fc.tuple(cancel, update)) },
  { weight: 2, arbitrary: fault('issueCredentials', 1, 3, 4) },
  { weight: 1, arbitrary: fault('projectSession', 1, 2) },
);

/** Signals by themselves, and time between the messages. */
export const timedStep: fc.Arbitrary<Step> = fc.oneof(
  { weight: 12, arbitrary: together(fc.array(update, { minLength: 1, maxLength: 3 })) },
  { weight: 2, arbitrary: together(fc.tuple(signal)) },
  { weight: 1, arbitrary: together(fc.tuple(cancel)) },
  {
    weight: 4,
    arbitrary: fc.record({ kind: said('sleep'), seconds: fc.constantFrom(1, 30, 61, 290, 700, 3500, 86_400) }),
  },
  { weight: 2, arbitrary: fault('issueCredentials', 1, 3, 4) },
  { weight: 1, arbitrary: fault('projectSession', 1, 3, 4) },
);

function together(acts: fc.Arbitrary<readonly Act[]>): fc.Arbitrary<Step> {
  return fc.record({ kind: said('together'), acts });
}

/** Three tries are made of each activity, so that a fourth failure is the next message's. */
function fault(activity: 'projectSession' | 'issueCredentials', ...times: number[]): fc.Arbitrary<Step> {
  return fc.record({ kind: said('fault'), activity: fc.constant(activity), times: fc.constantFrom(...times) });
}
