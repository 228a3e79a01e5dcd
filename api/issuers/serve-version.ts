/** What of an issuer a session meets that began under an earlier configuration: its own rules, and what must be of today. */
import { canonicalJson } from '../../protocol/canonical-json.js';
import type { EncryptionConfiguration } from '../../protocol/encryption/z-encryption-configuration.js';
import type { IssuerConfiguration } from '../../protocol/metadata/z-issuer-configuration.js';
import type { ServedIssuer } from '../http/wallet-context.js';

/**
 * Of today are the address the wallet speaks to, whom to trust, and the keys of registered clients: an anchor that was
 * taken out must not count one session longer. So is the provider of a login that is configured as it was: its secret may
 * have been changed. Encryption is as lenient as either, as the wallet reads today's metadata.
 * Everything else is as it was when the session began (docs/adr/0013).
 */
export function serveVersion(begun: ServedIssuer, today: ServedIssuer): ServedIssuer {
  if (begun.version === today.version) return today;
  const { identifier, trustAnchors, requestKeys } = today;
  return {
    ...begun,
    identifier,
    trustAnchors,
    ...(isSameLogin(begun, today) && today.loginProvider && { loginProvider: today.loginProvider }),
    ...(today.isFormer && { isFormer: true }),
    requestKeys: {
      published: requestKeys.published,
      find: (kid) => requestKeys.find(kid) ?? (isWithinOverlap(begun, today) ? begun.requestKeys.find(kid) : undefined),
    },
    configuration: {
      ...begun.configuration,
      trust_anchors: today.configuration.trust_anchors,
      trust_lists: today.configuration.trust_lists,
      clients: mergeClients(begun.configuration, today.configuration),
      encryption: mergeEncryption(begun.configuration.encryption, today.configuration.encryption),
    },
  };
}

function isSameLogin(begun: ServedIssuer, today: ServedIssuer): boolean {
  return canonicalJson(begun.configuration.login ?? null) === canonicalJson(today.configuration.login ?? null);
}

/** A client that is registered no more may finish what it began, still by proving who it is. */
function mergeClients(begun: IssuerConfiguration, today: IssuerConfiguration): IssuerConfiguration['clients'] {
  const ids = new Set(today.clients.map((one) => one.client_id));
  return [...today.clients, ...begun.clients.filter((one) => !ids.has(one.client_id))];
}

/** What today's configuration says of earlier keys holds for those of earlier configurations too: else none would ever end. */
function isWithinOverlap(begun: ServedIssuer, today: ServedIssuer): boolean {
  const { request, request_key_generation, previous_generations } = today.configuration.encryption;
  const oldest = request_key_generation - previous_generations;
  return request === 'off' || begun.configuration.encryption.request_key_generation >= oldest;
}

type Mode = EncryptionConfiguration['request'];

function mergeEncryption(begun: EncryptionConfiguration, today: EncryptionConfiguration): EncryptionConfiguration {
  return {
    ...today,
    request: mergeMode(begun.request, today.request),
    response: mergeMode(begun.response, today.response),
    response_alg_values: [...new Set([...today.response_alg_values, ...begun.response_alg_values])],
    enc_values: [...new Set([...today.enc_values, ...begun.enc_values])],
    compression: begun.compression || today.compression,
    allow_plain_response_key: begun.allow_plain_response_key || today.allow_plain_response_key,
  };
}

function mergeMode(begun: Mode, today: Mode): Mode {
  return begun === today ? begun : 'optional';
}
