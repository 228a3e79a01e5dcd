/** What the one proof of an older request tells of the draft it was written by. Looked at, not verified: nothing but the shape of the answer depends on it. */
import type { ProofSigns } from '../../protocol/draft13/detect-generation.js';
import { isJsonObject } from '../../protocol/errors/describe-shape.js';
import { decodeClaims, decodeHeader } from '../../protocol/verify-compact-jwt.js';
import type { HandleCodec } from '../handles/handle-codec.js';

export function readProofSigns(handles: Pick<HandleCodec, 'open'>, body: unknown): ProofSigns {
  const proof = isJsonObject(body) ? body.proof : undefined;
  if (!isJsonObject(proof) || typeof proof.jwt !== 'string') return {};
  const header = decodeHeader(proof.jwt);
  const nonce = decodeClaims(proof.jwt)?.nonce;
  const handle = typeof nonce === 'string' ? handles.open('nonce', nonce) : undefined;
  return {
    isAttested: header !== undefined && Object.hasOwn(header, 'key_attestation'),
    ...(handle !== undefined && {
      nonceFrom: handle.draft === undefined ? ('endpoint' as const) : ('answer' as const),
    }),
  };
}
