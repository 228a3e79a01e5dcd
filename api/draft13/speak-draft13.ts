/** What an issuer with `draft13` does otherwise for a wallet of drafts 13 to 15; without the switch, nothing. */
import type { CredentialRequest } from '../../protocol/credential-request/z-credential-request.js';
import { inferSelector, parseCredentialRequest } from '../../protocol/credential-request/z-credential-request.js';
import type { NonceMembers } from '../../protocol/draft13/build-draft13-responses.js';
import type { Generation } from '../../protocol/draft13/detect-generation.js';
import { carriesNonces, detectGeneration } from '../../protocol/draft13/detect-generation.js';
import { parseDraft13Request, wantsOldSdJwtType } from '../../protocol/draft13/parse-draft13-request.js';
import { shownNames } from '../../protocol/errors/describe-shape.js';
import { profileOf } from '../../protocol/metadata/profiles.js';
import type { Handle } from '../handles/handle-codec.js';
import { mintNonceForAnswer } from '../handles/mint-nonce.js';
import type { WalletContext } from '../http/wallet-context.js';
import type { WalletDependencies } from '../http/wallet-dependencies.js';
import { readProofSigns } from './read-proof-signs.js';

export type GeneratedRequest = CredentialRequest & {
  readonly generation: Generation;
  readonly wantsOldSdJwtType?: boolean;
};

/** From here on refusals too are given in the request's own generation. */
export function parseInGeneration(
  deps: WalletDependencies,
  context: WalletContext,
  access: Handle,
  body: unknown,
): GeneratedRequest {
  const { identifier, configuration } = context.issuer;
  const { draft13, credential_configurations: configurations } = configuration;
  const generation = draft13 ? detectGeneration(body, readProofSigns(deps.handles, body)) : 'final';
  if (generation === 'final') return { ...parseCredentialRequest(completed(context, access, body)), generation };
  context.log('info', `The wallet speaks draft ${generation}`, {
    draft: generation,
    members: shownNames(Object.keys(body as object)),
  });
  if (carriesNonces(generation)) context.refusalMembers = (code) => retellRefusal(deps, context, code);
  const request = parseDraft13Request(body, generation, {
    identifier,
    configurations,
    covered: access.configurations ?? [],
  });
  return { ...request, generation, ...(wantsOldSdJwtType(body) && { wantsOldSdJwtType: true }) };
}

/** Where the profile knows wallets that name nothing, and one thing is all they can mean. */
function completed(context: WalletContext, access: Handle, body: unknown): unknown {
  if (!profileOf(context.issuer.configuration).infersSelector) return body;
  const { body: complete, inferred } = inferSelector(body, access.configurations ?? []);
  if (inferred !== undefined)
    context.log('info', 'The request names no credential; the one its token covers is meant', {
      configuration_id: inferred,
    });
  return complete;
}

/** Draft 13 has no `invalid_nonce` and no nonce endpoint: an invalid proof is answered with the nonce for the next one. */
function retellRefusal(deps: WalletDependencies, context: WalletContext, code: string): object {
  if (code !== 'invalid_proof' && code !== 'invalid_nonce') return {};
  return { error: 'invalid_proof', ...freshNonce(deps, context) };
}

/** For the answer to a request of this generation. */
export function nonceFor(deps: WalletDependencies, context: WalletContext, generation: Generation): NonceMembers {
  return carriesNonces(generation) ? freshNonce(deps, context) : {};
}

/** For the token response, where nobody knows yet which generation will ask: wallets of the final text ignore it. */
export function nonceForToken(deps: WalletDependencies, context: WalletContext): NonceMembers {
  return context.issuer.configuration.draft13 ? freshNonce(deps, context) : {};
}

function freshNonce(deps: WalletDependencies, context: WalletContext): NonceMembers {
  const { c_nonce: seconds } = context.issuer.configuration.lifetimes;
  return { c_nonce: mintNonceForAnswer(deps.handles, context), c_nonce_expires_in: seconds };
}
