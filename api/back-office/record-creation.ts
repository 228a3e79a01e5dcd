/** The first lines of a session's log: what the back office ordered, and what came of it. */
import type { NewSession } from '../../ports/back-office.js';
import type { SessionRecord } from '../../ports/session-records.js';
import type { LogLevel } from '../../ports/trace.js';
import { grantsOf, mintOfferGrants } from '../handles/offer-grants.js';
import type { ServedIssuer } from '../http/wallet-context.js';
import type { Draft } from './build-session-start.js';
import { txCodeChoiceOf } from './check-tx-code.js';
import type { BackOfficeDependencies } from './dependencies.js';

export function recordCreation(
  deps: BackOfficeDependencies,
  issuer: ServedIssuer,
  asked: NewSession,
  { record }: Draft,
): void {
  const at = record.view.createdAt;
  const configurationIds = asked.configurationIds;
  const entry = (message: string, data: Record<string, unknown>, level: LogLevel = 'info') => ({
    at,
    level,
    endpoint: '/credential_offers',
    message,
    data,
  });
  deps.trace.record({ issuer: record.issuer, sessionId: record.id }, [
    entry('Credential offer ordered by the back office', {
      credential_configuration_ids: configurationIds,
      claims_present: Object.keys(asked.claims).length > 0,
      grants: Object.fromEntries(grantsOf(record).map((name) => [name.replace('-', '_'), true])),
      require_wallet_attestation: asked.requireWalletAttestation,
      require_key_attestation: asked.requireKeyAttestation,
      require_dpop: record.requirements.requireDpop,
      ...(asked.assurance === undefined
        ? {}
        : { assurance: { level: asked.assurance.level, method: asked.assurance.method } }),
      subject_id_present: asked.subjectId !== undefined,
      reference: asked.reference ?? null,
    }),
    ...grantEntries(deps, record).map(([message, data]) =>
      entry(message, { ...data, credential_configuration_ids: configurationIds }),
    ),
    ...txCodeEntries(asked).map((data) => entry('The offer has no transaction code', data, 'warn')),
    entry('Credential offer made', {
      offer_id: deps.handles.fingerprint(record.offerId),
      credential_issuer: issuer.identifier,
      credential_configuration_ids: configurationIds,
      grant_type: record.view.grantType,
      expires_at: new Date(record.offer.expiresAt).toISOString(),
    }),
  ]);
}

function txCodeEntries(asked: NewSession): Record<string, unknown>[] {
  const choice = txCodeChoiceOf(asked);
  if (choice === undefined || choice === 'used') return [];
  const help = 'Whoever holds this offer can redeem it: mind how it is handed over.';
  return [{ deliberate: choice === 'declined', help, spec_ref: 'OID4VCI Section 13.6.1' }];
}

function grantEntries(deps: BackOfficeDependencies, record: SessionRecord): [string, Record<string, unknown>][] {
  const { preAuthorizedCode, issuerState } = mintOfferGrants(deps.handles, record);
  const { fingerprint } = deps.handles;
  return [
    ...(preAuthorizedCode === undefined
      ? []
      : [
          ['Pre-authorized code made', codeFacts(fingerprint(preAuthorizedCode), record)] as [
            string,
            Record<string, unknown>,
          ],
        ]),
    ...(issuerState === undefined
      ? []
      : [['Issuer state made', { issuer_state: fingerprint(issuerState) }] as [string, Record<string, unknown>]]),
  ];
}

function codeFacts(code: string, record: SessionRecord): Record<string, unknown> {
  return { code, tx_code_present: record.offer.txCode !== undefined };
}
