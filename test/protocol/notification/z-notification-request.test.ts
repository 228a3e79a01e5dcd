import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Reason } from '../../../protocol/errors/catalogue.js';
import { parseNotificationRequest } from '../../../protocol/notification/z-notification-request.js';
import { expectRefusal, refusesOrReturns } from '../expect-refusal.js';

const good = { notification_id: 'n', event: 'credential_accepted' };

describe('parseNotificationRequest', () => {
  it.each(['credential_accepted', 'credential_failure', 'credential_deleted'])(
    'NO-02 NO-06 reads %s and ignores unknown members',
    (event) => {
      expect(parseNotificationRequest({ ...good, event, x: 1 })).toEqual({ notificationId: 'n', event });
    },
  );

  it('NO-02 keeps a description', () => {
    expect(parseNotificationRequest({ ...good, event_description: 'Could not store it.' }).description).toBe(
      'Could not store it.',
    );
  });

  it('X-03 makes any description fit for a log, and keeps the event', async () => {
    await fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 3000 }), (event_description) => {
        const { description = '' } = parseNotificationRequest({ ...good, event_description });
        expect(description).toMatch(/^[\x20-\x21\x23-\x5B\x5D-\x7E]*$/);
        expect(description.length).toBeLessThanOrEqual(1000);
      }),
    );
  });

  it.each<[string, unknown, Reason]>([
    ['null', null, 'notification_malformed'],
    ['an array', [good], 'notification_malformed'],
    ['text', 'credential_accepted', 'notification_malformed'],
    ['a numeric id', { ...good, notification_id: 7 }, 'notification_malformed'],
    ['an event that is an array', { ...good, event: ['credential_accepted'] }, 'notification_malformed'],
    ['a description that is an object', { ...good, event_description: {} }, 'notification_malformed'],
    ['no id', { event: 'credential_accepted' }, 'notification_id_missing'],
    ['an empty id', { ...good, notification_id: '' }, 'notification_id_missing'],
    ['no event', { notification_id: 'n' }, 'notification_event_unknown'],
    ['an event in another case', { ...good, event: 'Credential_Accepted' }, 'notification_event_unknown'],
    ['another event', { ...good, event: 'credential_stored' }, 'notification_event_unknown'],
    ['an inherited property name', { ...good, event: 'constructor' }, 'notification_event_unknown'],
  ])('NO-02 NO-05 refuses %s', async (_title, body, reason) => {
    await expectRefusal(() => parseNotificationRequest(body), reason, 'invalid_notification_request');
  });

  it('refuses anything or reads it, and nothing else', async () => {
    const body = fc.oneof(fc.anything(), fc.record({ notification_id: fc.anything(), event: fc.anything() }));
    await fc.assert(fc.asyncProperty(body, (value) => refusesOrReturns(() => parseNotificationRequest(value))));
  });
});
