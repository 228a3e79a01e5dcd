/** The public key of a wallet seen in the wild, as the did:key its proofs name. */
export const WALLET_DID_KEY =
  'did:key:z2dmzD81cgPx8Vki7JbuuMmFYrWPgYoytykUZ3eyqht1j9Kbr48qjEiTDNFcv7XK2tPB6QcVEAbko1vf6PicAZVpLSH9' +
  '3LfqD2uAJYtvdTrN3spSSXVkUBKe2rE4N1if371ydUvGVTkLm7VT9w1VWRH4BA9McCNzM8UvsKz3nd6VzmVjQY';
