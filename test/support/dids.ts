/** Writes DIDs that contain a public key, for tests: the reverse of what the issuer reads. */
type EcJwk = { readonly kty: string; readonly crv: string; readonly x: string; readonly y: string };

const ALPHABET = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';

function encodeBase58btc(bytes: Uint8Array): string {
  let number = BigInt(`0x${Buffer.from(bytes).toString('hex') || '0'}`);
  let text = '';
  for (; number > 0n; number /= 58n) text = ALPHABET[Number(number % 58n)] + text;
  const zeros = bytes.findIndex((byte) => byte !== 0);
  return '1'.repeat(zeros < 0 ? bytes.length : zeros) + text;
}

/** A did:key of any multicodec. */
export function makeDidKey(codec: readonly number[], content: Uint8Array): string {
  return `did:key:z${encodeBase58btc(Buffer.concat([Uint8Array.from(codec), content]))}`;
}

/** did:key with the codec jwk_jcs-pub, as EBSI wallets write it. */
export function makeJwkDidKey({ crv, kty, x, y }: EcJwk): string {
  return makeDidKey([0xd1, 0xd6, 0x03], Buffer.from(JSON.stringify({ crv, kty, x, y })));
}

const POINT_CODECS: Record<string, readonly number[]> = {
  'P-256': [0x80, 0x24],
  'P-384': [0x81, 0x24],
  'P-521': [0x82, 0x24],
};

/** did:key with a compressed point. */
export function makePointDidKey({ crv, x, y }: EcJwk): string {
  const isOdd = (Buffer.from(y, 'base64url').at(-1) ?? 0) & 1;
  return makeDidKey(POINT_CODECS[crv] ?? [], Buffer.concat([Uint8Array.of(2 + isOdd), Buffer.from(x, 'base64url')]));
}

export function makeDidJwk(jwk: Readonly<Record<string, unknown>>): string {
  return `did:jwk:${Buffer.from(JSON.stringify(jwk)).toString('base64url')}`;
}

/** The DID URL of the one key of a did:key or did:jwk. */
export function keyOf(did: string): string {
  return did.startsWith('did:jwk:') ? `${did}#0` : `${did}#${did.slice('did:key:'.length)}`;
}

/** The document of a did:web with one key, named `#key-1` and there for authentication. */
export function didDocument(did: string, publicKeyJwk: unknown, change: Record<string, unknown> = {}) {
  const id = `${did}#key-1`;
  const verificationMethod = [{ id, type: 'JsonWebKey', controller: did, publicKeyJwk }];
  return { '@context': 'https://www.w3.org/ns/did/v1', id: did, verificationMethod, authentication: [id], ...change };
}
