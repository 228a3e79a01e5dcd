/** What came out, in one line: structure only. Whether it verifies is for verifiers, and for the tests. */
import { decode } from 'cbor-x';

export function describeCredential(format: string, credential: string): string {
  const size = `${credential.length} characters`;
  if (format === 'mso_mdoc') {
    const { nameSpaces } = decode(Buffer.from(credential, 'base64url')) as { nameSpaces: Record<string, unknown[]> };
    const counts = Object.entries(nameSpaces).map(([name, items]) => `${items.length} element(s) in ${name}`);
    return `mdoc: ${counts.join(', ')}; ${size}`;
  }
  const [jwt = '', ...disclosures] = credential.split('~').filter((part) => part !== '');
  const payload = JSON.parse(Buffer.from(jwt.split('.')[1] ?? '', 'base64url').toString('utf8')) as { vct?: string };
  return `SD-JWT VC: ${payload.vct ?? 'no vct'}, ${disclosures.length} disclosures; ${size}`;
}
