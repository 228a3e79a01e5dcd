/** Under which terms claims are taken: who has to release them, what else is issued from them, and whether others may follow. */
import type { NewSession } from '../../ports/back-office.js';
import { refuse } from '../../protocol/errors/protocol-error.js';
import type { DeliverableView } from '../../protocol/session-view.js';
import type { ServedIssuer } from '../http/wallet-context.js';

export type ClaimsTerms = Pick<DeliverableView, 'dataset' | 'requiresRelease' | 'isReissuable'>;

/** What the session asks for goes before what is configured; a release that is configured cannot be waived. */
export function termsOf(
  { configuration }: ServedIssuer,
  asked: Pick<NewSession, 'requireRelease' | 'datasets'>,
  configurationId: string,
): ClaimsTerms {
  const configured = configuration.credential_configurations[configurationId];
  const requiresRelease =
    asked.requireRelease === true || configuration.require_release || configured?.require_release === true;
  const named = Object.entries(asked.datasets ?? {}).find(([, ids]) => ids.includes(configurationId))?.[0];
  const dataset = named ?? (asked.datasets === undefined ? configured?.dataset : undefined);
  return {
    ...(requiresRelease ? { requiresRelease } : {}),
    ...(configured?.reissuance === undefined ? {} : { isReissuable: true as const }),
    ...(dataset === undefined ? {} : { dataset }),
  };
}

/** Of a deliverable that a session begins with, by the digest of its claims if there are any. */
export function suppliedState(
  digest: string | undefined,
  { requiresRelease }: ClaimsTerms,
): Pick<DeliverableView, 'claims' | 'claimsDigest'> {
  if (digest === undefined) return { claims: 'awaiting' };
  return { claims: requiresRelease === true ? 'supplied' : 'released', claimsDigest: digest };
}

/** @throws ProtocolError `body_invalid` */
export function checkDatasets({
  datasets = {},
  configurationIds,
}: Pick<NewSession, 'datasets' | 'configurationIds'>): void {
  const members = Object.values(datasets).flat();
  const stray = members.filter((id) => !configurationIds.includes(id));
  if (stray.length > 0)
    throw refuse('body_invalid', { reason: 'datasets name configurations that are not offered.', provided: stray });
  if (new Set(members).size < members.length)
    throw refuse('body_invalid', { reason: 'datasets name a configuration more than once.' });
  const taken = Object.keys(datasets).filter((name) => configurationIds.includes(name));
  if (taken.length > 0)
    throw refuse('body_invalid', { reason: 'A dataset has the name of a configuration.', provided: taken });
}
