/** NO-09: a report that makes the session revoke is an act, and the wallet's: it stands in the audit record as such. */
import type { Request } from 'express';
import { monotonicFactory } from 'ulid';
import type { AppendAudit } from '../../ports/audit.js';
import type { SessionRecord } from '../../ports/session-records.js';
import type { WalletContext } from '../http/wallet-context.js';
import type { WalletNotification } from './told-notifications.js';

const nextId = monotonicFactory();

/** The configuration of the credentials that the session revokes for this report; undefined where it revokes none. */
export function revokedBy(
  context: WalletContext,
  record: SessionRecord | undefined,
  { requestId, event }: WalletNotification,
): string | undefined {
  if (event === 'credential_accepted' || !context.issuer.configuration.revoke_on_notification) return undefined;
  const found = record?.view.deliverables.find((one) => one.issuances.some((issued) => issued.requestId === requestId));
  if (found === undefined || context.configurationOf(found.configurationId)?.status === undefined) return undefined;
  return found.configurationId;
}

export async function auditRevocation(
  deps: { readonly appendAudit: AppendAudit },
  request: Request,
  { issuer, requestId, now }: WalletContext,
  { session, configuration }: { readonly session: string; readonly configuration: string },
): Promise<void> {
  const at = now().getTime();
  await deps.appendAudit({
    id: nextId(at),
    at,
    caller: 'wallet',
    operation: 'POST /notification',
    act: 'credential.revoke',
    outcome: 'done',
    status: 204,
    requestId,
    address: request.ip ?? '',
    issuer: issuer.id,
    session,
    configurations: [configuration],
  });
}
