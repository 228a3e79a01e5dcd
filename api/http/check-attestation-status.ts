/** The status an attestation names, looked up and judged as the issuer wants it (WA-09, PR-30). */
import type { StatusListOutcome } from '../../ports/attestation-status.js';
import type { AttestationKind, AttestationStatusFault } from '../../protocol/errors/attestation-status-refusals.js';
import { refuse } from '../../protocol/errors/protocol-error.js';
import { deriveAttestationStatusPolicy } from '../../protocol/status/derive-attestation-status-policy.js';
import type { NamedStatus, StatusReference } from '../../protocol/status/parse-named-status.js';
import { statusAt } from '../../protocol/status/verify-status-list-content.js';
import type { WalletContext } from './wallet-context.js';
import type { WalletDependencies } from './wallet-dependencies.js';

type Verdict = { readonly fault: AttestationStatusFault; readonly reason: string };

/** Registered values (draft-ietf-oauth-status-list section 7.1). */
const VALID = 0;
const REVOKED = 1;

/**
 * To be called when everything else about the request has been found in order: it may have to wait for the provider, though
 * for no more than a few seconds. Uses nothing up.
 * @throws ProtocolError `wallet_attestation_*` or `key_attestation_*`
 */
export async function checkAttestationStatus(
  deps: Pick<WalletDependencies, 'readStatusList'>,
  context: WalletContext,
  kind: AttestationKind,
  status: NamedStatus | undefined,
): Promise<void> {
  const { lookup, whenUnknown } = deriveAttestationStatusPolicy(context.issuer.configuration);
  if (lookup === 'ignore') return;
  const references = status?.references ?? [];
  if (status?.fault !== undefined) throw refuse(`${kind}_status_unverifiable`, { reason: status.fault });
  if (references.length === 0 && lookup === 'require') throw refuse(`${kind}_status_missing`, { provided: null });
  if (status?.keptUntil !== undefined && status.keptUntil * 1000 <= context.now().getTime())
    throw refuse(`${kind}_status_unverifiable`, {
      reason: 'Its status is not kept any longer: the exp beside it has passed.',
    });
  const verdicts = await Promise.all(references.map((one) => judge(deps, context, kind, one)));
  for (const verdict of verdicts) {
    if (verdict === undefined) continue;
    const { fault, reason, isUnknown } = verdict;
    if (!isUnknown || whenUnknown === 'refuse') throw refuse(`${kind}_${fault}`, { reason });
    context.log('warn', `Status of the ${kind.replace('_', ' ')} not known, which this issuer accepts`, { reason });
  }
  if (references.length > 0 && verdicts.every((one) => one === undefined))
    context.log('info', `Status of the ${kind.replace('_', ' ')} is valid`, {
      status_lists: references.map(addressOf),
    });
}

/** Whether credentials have to follow the status of wallet and keys. */
export function followsStatus({ issuer }: WalletContext): boolean {
  return deriveAttestationStatusPolicy(issuer.configuration).follows;
}

/** For a record about an attestation that names a status. */
export function describeLookup({ issuer }: WalletContext): string {
  return deriveAttestationStatusPolicy(issuer.configuration).lookup === 'ignore' ? 'named, not looked up' : 'looked up';
}

/** Nothing for a valid entry; `isUnknown` where the fault is that of the list and not of the attestation. */
async function judge(
  { readStatusList }: Pick<WalletDependencies, 'readStatusList'>,
  { issuer }: WalletContext,
  kind: AttestationKind,
  reference: StatusReference,
): Promise<(Verdict & { readonly isUnknown: boolean }) | undefined> {
  const { keyAttestation, walletAttestation, statusList = [] } = issuer.trustAnchors;
  const own = kind === 'key_attestation' ? keyAttestation : walletAttestation;
  const outcome = await readStatusList(reference.uri, [...own, ...statusList]);
  const verdict = verdictOn(outcome, reference);
  return verdict === undefined ? undefined : { ...verdict, isUnknown: outcome.kind !== 'list' };
}

function verdictOn(outcome: StatusListOutcome, reference: StatusReference): Verdict | undefined {
  const where = `The status list at ${addressOf(reference)}`;
  if (outcome.kind !== 'list') return { fault: `status_${outcome.kind}`, reason: `${where}: ${outcome.reason}.` };
  const value = statusAt(outcome.list, reference.index);
  switch (value) {
    case VALID:
      return undefined;
    case REVOKED:
      return { fault: 'revoked', reason: `${where} says that it is invalid.` };
    case undefined:
      // Section 8.3: an entry that does not exist is no valid one, whatever else is known.
      return { fault: 'status_unverifiable', reason: `${where} is shorter than the index.` };
    default:
      return { fault: 'suspended', reason: `${where} gives it the value ${value}.` };
  }
}

/** Without a query, which could say more than the list's name. */
function addressOf({ uri }: StatusReference): string {
  const { origin, pathname } = new URL(uri);
  return (origin + pathname).slice(0, 200);
}
