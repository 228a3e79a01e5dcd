/** Reads back what a wallet was issued, as far as these tests need it. */
import { decode } from 'cbor-x';

export type StatusReference = { readonly idx: number; readonly uri: string };

/** `status.status_list` of a credential in any of the formats; undefined when there is none. */
export function statusOfCredential(credential: string): StatusReference | undefined {
  if (credential.includes('.')) return payloadOf(credential)['status']?.status_list;
  const { issuerAuth } = decode(Buffer.from(credential, 'base64url')) as { issuerAuth: [unknown, unknown, Buffer] };
  const mso = decode((decode(issuerAuth[2]) as { value: Buffer }).value ?? decode(issuerAuth[2])) as Record<
    string,
    any
  >;
  return mso['status']?.status_list;
}

export function payloadOf(credential: string): Record<string, any> {
  return JSON.parse(Buffer.from(credential.split('~')[0]?.split('.')[1] ?? '', 'base64url').toString());
}
