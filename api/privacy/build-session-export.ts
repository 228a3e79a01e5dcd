/** A session for the wallet's vendor: what happened on the wire and what the rules say of it, without whom it happened to. */
import type { SessionRecord } from '../../ports/session-records.js';
import type { ListLogs } from '../../ports/trace.js';
import { deriveStalled } from '../../protocol/derive-stalled.js';
import type { Reason } from '../../protocol/errors/catalogue.js';
import { catalogue } from '../../protocol/errors/catalogue.js';
import { buildAuthorizationServerMetadata } from '../../protocol/metadata/build-authorization-server-metadata.js';
import { buildIssuerMetadata } from '../../protocol/metadata/build-issuer-metadata.js';
import type { ServedIssuer } from '../http/wallet-context.js';
import { buildEventAnswer, buildLogAnswer, buildSessionAnswer } from '../private/build-session-answer.js';

type Log = Awaited<ReturnType<ListLogs>>[number];
type Exported = {
  readonly record: SessionRecord;
  /** Oldest first. */
  readonly logs: readonly Log[];
  /** Absent: not configured any more. */
  readonly issuer: ServedIssuer | undefined;
  readonly now: Date;
};

/** The back office's own words, whatever could say who the person is, and what only concerns us. */
const PERSONAL = new Set([
  'reference',
  'metadata',
  'subject',
  'subject_id',
  'address',
  'ip',
  'remote_address',
  'offer_id',
  // Whoever works at the back office is no business of a wallet's vendor.
  'caller',
  'accept-language',
  'via',
  'x-forwarded-host',
]);

export function buildSessionExport({ record, logs, issuer, now }: Exported): Record<string, unknown> {
  const { view, trouble, offerFetches, walletSeenAt } = record;
  const stalled = deriveStalled({ view, offerFetches, walletSeenAt, problem: trouble }, now.getTime());
  return {
    format: 'vouchsafe-session-export',
    format_version: 1,
    exported_at: now.toISOString(),
    session: redact(buildSessionAnswer(record, view, stalled)),
    events: view.events.map(buildEventAnswer).map(redact),
    logs: logs.map(buildLogAnswer).map(redact),
    refusals: explainReasons(record, logs),
    ...(issuer === undefined ? {} : describeIssuer(issuer, view.configurationVersion)),
  };
}

/** The catalogue's rows of every reason that occurs, so that the bundle can be read without our documentation. */
function explainReasons({ view, trouble }: SessionRecord, logs: readonly Log[]): Record<string, unknown> {
  const named = [
    ...logs.map((one) => one.data?.['reason_id'] ?? one.data?.['reason']),
    ...view.problems.map((one) => one.reason),
    trouble?.reason,
  ];
  const known = named.filter((one): one is Reason => typeof one === 'string' && Object.hasOwn(catalogue(), one));
  const rows = [...new Set(known)].map((reason) => {
    const { code, status, sentence, help, specRef, retryable } = catalogue()[reason];
    return [reason, { error: code, status, error_description: sentence, help, spec_ref: specRef, retryable }] as const;
  });
  return Object.fromEntries(rows);
}

/** As a wallet is served it now; the session's own version stands beside the present one. */
function describeIssuer({ identifier, version, configuration, requestKeys }: ServedIssuer, began: string) {
  return {
    issuer: {
      credential_issuer: identifier,
      profile: configuration.profile,
      configuration_version: { session: began, present: version },
      metadata: {
        credential_issuer: buildIssuerMetadata({
          identifier,
          issuer: configuration,
          requestKeys: requestKeys.published,
        }),
        authorization_server: buildAuthorizationServerMetadata({ identifier, issuer: configuration }),
      },
    },
  };
}

function redact(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(redact);
  if (value === null || typeof value !== 'object') return value;
  const kept = Object.entries(value).filter(([name]) => !PERSONAL.has(name.toLowerCase()));
  return Object.fromEntries(kept.map(([name, member]) => [name, redact(member)]));
}
