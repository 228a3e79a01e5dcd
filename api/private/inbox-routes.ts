/** The inbox on the private API: what waits for the back office, and who is working on it. */
import type { Response, Router } from 'express';
import { z } from 'zod';
import type { Inbox, InboxItem } from '../../ports/inbox.js';
import { requireScope } from './caller.js';
import { iso } from './iso-time.js';
import { defined, parseOptionalBody, parseQuery } from './read-request.js';
import type { InboxItemAnswer } from './z-inbox.js';
import { zWhole } from './z-whole.js';

const HOUR = 3600;

export const zInboxQuery = z.object({
  issuer: z.string().optional(),
  configuration: z.string().optional().meta({ description: 'Credential configuration id' }),
  waits_for: z.enum(['claims', 'release']).optional(),
  claimed_by: z.string().optional().meta({ description: 'A caller’s id, `me`, or `nobody`' }),
  after: z.string().optional().meta({ description: '`next_after` of the page before' }),
  limit: zWhole(1, 200, 50),
});
export const zClaimItem = z
  .strictObject({
    seconds: z
      .number()
      .int()
      .min(10)
      .max(8 * HOUR)
      .default(900)
      .meta({ description: 'How long nobody else is to work on it; claim again to prolong it' }),
  })
  .meta({ id: 'ClaimItem' });

export function addInboxRoutes(router: Router, inboxOf: (response: Response) => Inbox, now: () => Date): void {
  router.get('/inbox', requireScope('sessions:read'), async (request, response) => {
    const { after, configuration, waits_for, claimed_by, ...query } = parseQuery(request, zInboxQuery);
    const { items, next } = await inboxOf(response).list(
      defined({
        ...query,
        configurationId: configuration,
        waitsFor: waits_for,
        claimedBy: claimed_by,
        after,
      }),
    );
    response.json({
      items: items.map((one) => buildInboxAnswer(one, now().getTime())),
      next_after: next ?? null,
    });
  });
  // Whoever supplies and whoever releases both work off the inbox.
  const mayWork = requireScope('claims:write', 'claims:release');
  const item = '/inbox/:sessionId/:configurationId/claim';
  router.post(item, mayWork, async (request, response) => {
    const { seconds } = parseOptionalBody(request, zClaimItem);
    const { holder, until } = await inboxOf(response).claim(itemOf(request.params), seconds);
    response.json({ claimed_by: holder, claimed_until: iso(until) });
  });
  router.delete(item, mayWork, async (request, response) => {
    await inboxOf(response).unclaim(itemOf(request.params));
    response.status(204).end();
  });
}

function itemOf(params: Record<string, unknown>): { sessionId: string; configurationId: string } {
  return { sessionId: params['sessionId'] as string, configurationId: params['configurationId'] as string };
}

function buildInboxAnswer(item: InboxItem, now: number): InboxItemAnswer {
  const { lease } = item;
  return {
    session_id: item.sessionId,
    credential_configuration_id: item.configurationId,
    issuer: item.issuer,
    reference: item.reference ?? null,
    waits_for: item.waitsFor,
    wallet_waiting: item.isWalletWaiting,
    being_pulled: item.isBeingPulled ?? false,
    since: iso(item.since),
    due_at: iso(item.dueAt),
    overdue: item.dueAt <= now,
    claimed_by: lease?.holder ?? null,
    claimed_until: lease === undefined ? null : iso(lease.until),
  };
}
