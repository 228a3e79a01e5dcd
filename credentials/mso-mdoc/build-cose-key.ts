/** Holder key → COSE_Key (RFC 9053 section 7) with integer labels and nothing but the key itself (MD-12). */
import type { HolderKey } from '../parse-holder-key.js';

const KTY = 1;
const CRV = -1;
const X = -2;
const Y = -3;

const COSE_KTY = { OKP: 1, EC: 2 } as const;
const COSE_CURVES = { 'P-256': 1, 'P-384': 2, 'P-521': 3, Ed25519: 6 } as const;

export function buildCoseKey(key: HolderKey): Map<number, number | Buffer> {
  const coseKey = new Map<number, number | Buffer>([
    [KTY, COSE_KTY[key.kty]],
    [CRV, COSE_CURVES[key.crv]],
    [X, key.x],
  ]);
  if (key.kty === 'EC') coseKey.set(Y, key.y);
  return coseKey;
}
