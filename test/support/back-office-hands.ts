/** The acts of a back office in which several people share: release, the inbox. */
import type { BackOffice, Refused } from './back-office.js';
import type { Answer } from './wallet.js';

export type InboxAnswer = {
  readonly session_id: string;
  readonly credential_configuration_id: string;
  readonly reference: string | null;
  readonly waits_for: string;
  readonly wallet_waiting: boolean;
  readonly since: string;
  readonly due_at: string;
  readonly overdue: boolean;
  readonly claimed_by: string | null;
  readonly claimed_until: string | null;
};

type Released = { readonly released?: readonly string[] } & Partial<Refused>;

export function release(
  office: BackOffice,
  id: string,
  configurationId?: string,
  digest?: string,
): Promise<Answer<Released>> {
  const path = configurationId === undefined ? 'release' : `claims/${configurationId}/release`;
  const body = digest === undefined ? undefined : { claims_digest: digest };
  return office.call('POST', `/sessions/${id}/${path}`, body);
}

export function supplyAll(
  office: BackOffice,
  id: string,
  claims: Record<string, unknown>,
): Promise<Answer<{ outcomes?: Record<string, string> } & Record<string, unknown>>> {
  return office.call('PUT', `/sessions/${id}/claims`, claims);
}

/** All pages, as many items at a time. */
export async function readInbox(
  office: BackOffice,
  query: Record<string, string> = {},
  limit = 50,
): Promise<InboxAnswer[]> {
  const items: InboxAnswer[] = [];
  for (let after: string | null = ''; after !== null; ) {
    const asked = new URLSearchParams({ ...query, limit: String(limit), ...(after === '' ? {} : { after }) });
    const page: { items: InboxAnswer[]; next_after: string | null } = await office.get(`/inbox?${asked}`);
    items.push(...page.items);
    after = page.next_after;
  }
  return items;
}
