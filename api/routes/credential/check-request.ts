/** Everything about a credential request that can be judged without the session (checklist 12.3, steps 4 to 10). */

import type { AcceptedRequest } from '../../../protocol/credential-request/accepted-request.js';
import type { CredentialRequest } from '../../../protocol/credential-request/z-credential-request.js';
import type { ResponseEncryption } from '../../../protocol/encryption/verify-response-key.js';
import { refuse } from '../../../protocol/errors/protocol-error.js';
import type { GeneratedRequest } from '../../draft13/speak-draft13.js';
import { readResponseEncryption } from '../../encryption/read-response-encryption.js';
import type { Handle } from '../../handles/handle-codec.js';
import type { WalletContext } from '../../http/wallet-context.js';
import type { WalletDependencies } from '../../http/wallet-dependencies.js';
import type { CheckedHolderKeys } from './check-holder-keys.js';
import { checkHolderKeys } from './check-holder-keys.js';
import { statusToFollow } from './follow-status.js';

export type CheckedRequest = Omit<CheckedHolderKeys, 'keys' | 'dids' | 'keyStatus'> & {
  readonly accepted: AcceptedRequest;
  /** What makes two requests the same request: the selector and the proofs, not the DPoP proof. */
  readonly identity: readonly string[];
  /** Of the response; not part of the identity, as a retry may bring another key. */
  readonly encryption?: ResponseEncryption | undefined;
};

export async function checkRequest(
  deps: WalletDependencies,
  context: WalletContext,
  access: Handle,
  request: GeneratedRequest,
  wasEncrypted: boolean,
): Promise<CheckedRequest> {
  const configurationId = resolveSelector(deps, context, access, request);
  const configuration = context.configurationOf(configurationId);
  if (configuration === undefined)
    throw refuse('configuration_unknown', {
      expected: Object.keys(context.issuer.configuration.credential_configurations),
    });
  context.log('debug', 'Credential configuration resolved', {
    configuration_id: configurationId,
    selected_by: request.selector.kind,
  });
  if (!(access.configurations ?? []).includes(configurationId)) {
    throw refuse('insufficient_scope', { expected: access.configurations ?? [], provided: configurationId });
  }
  const encryption = await readResponseEncryption(
    context,
    request.responseEncryption,
    wasEncrypted,
    request.generation,
  );
  // A configuration without key binding takes no proofs; what is sent all the same is ignored (CE-12).
  if (!configuration.key_binding)
    return {
      accepted: { configurationId, keys: [], ...sdJwtType(request), ...statusToFollow(context, [access.walletStatus]) },
      nonceUses: [],
      attestedKeyUses: [],
      identity: [],
      encryption,
    };
  const { keys, dids, keyStatus, ...checked } = await checkHolderKeys(deps, context, access, request, configuration);
  return {
    ...checked,
    accepted: {
      configurationId,
      keys,
      ...(dids === undefined ? {} : { dids }),
      ...sdJwtType(request),
      ...statusToFollow(context, [access.walletStatus, keyStatus]),
    },
    identity: [configurationId, ...checked.identity],
    encryption,
  };
}

/** Existence comes before the question whether this kind of selector was the right one (CE-06, AMB-05). */
export function resolveSelector(
  deps: WalletDependencies,
  context: WalletContext,
  access: Handle,
  { selector }: CredentialRequest,
): string {
  if (selector.kind === 'configuration') {
    if (context.configurationOf(selector.value) === undefined) {
      throw refuse('configuration_unknown', {
        expected: Object.keys(context.issuer.configuration.credential_configurations),
        provided: selector.value.slice(0, 200),
      });
    }
    if (context.issuer.configuration.require_credential_identifiers && access.detailed?.includes(selector.value))
      throw refuse('selector_kind_wrong', { expected: 'credential_identifier', provided: selector.kind });
    // Wallets that never learnt of identifiers send the configuration id; with one identifier each, it is no ambiguity.
    return selector.value;
  }
  const handle = deps.handles.open('identifier', selector.value);
  const configurationId = handle?.session === access.session ? handle.configurations?.[0] : undefined;
  if (configurationId === undefined || access.detailed?.includes(configurationId) !== true)
    throw refuse('identifier_unknown');
  return configurationId;
}

/** The name of the format before draft 15, where the wallet used it. */
function sdJwtType(request: GeneratedRequest): Pick<AcceptedRequest, 'sdJwtType'> {
  return request.wantsOldSdJwtType === true ? { sdJwtType: 'vc+sd-jwt' } : {};
}
