/** A session as the private API answers it. */
import { expect, it } from 'vitest';
import { buildSessionAnswer } from '../../../api/private/build-session-answer.js';
import { makeRecord } from '../../console/fake-back-office.js';

it('says which of its credentials may be issued anew', () => {
  const { deliverables } = makeRecord('s1').view;
  const record = makeRecord('s1', {}, { deliverables: [...deliverables, { ...deliverables[0]!, isReissuable: true }] });
  const answer = buildSessionAnswer(record, record.view, undefined);
  expect(answer.deliverables.map((one) => one.reissuable)).toEqual([false, true]);
});
