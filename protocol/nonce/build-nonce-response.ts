/** Nonce response (OID4VCI section 7.2): the nonce and nothing else; its lifetime is not told. */
export function buildNonceResponse(cNonce: string): { readonly c_nonce: string } {
  return { c_nonce: cNonce };
}
