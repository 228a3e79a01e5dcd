/** The MobileSecurityObject (ISO 18013-5, 9.1.2.4). Optional members (`expectedUpdate`, `keyAuthorizations`) are left out. */
import type { ValidityPeriod } from '../build-validity-period.js';
import type { StatusReference } from '../credential-format.js';
import { tdate } from './encode-cbor.js';

export type MobileSecurityObjectInput = {
  readonly docType: string;
  readonly namespace: string;
  readonly valueDigests: Map<number, Buffer>;
  readonly deviceKey: Map<number, number | Buffer>;
  readonly validity: ValidityPeriod;
  readonly status: StatusReference | undefined;
};

export function buildMobileSecurityObject(input: MobileSecurityObjectInput): Map<string, unknown> {
  const mso = new Map<string, unknown>([
    ['version', '1.0'],
    ['digestAlgorithm', 'SHA-256'],
    ['valueDigests', new Map([[input.namespace, input.valueDigests]])],
    ['deviceKeyInfo', new Map([['deviceKey', input.deviceKey]])],
    ['docType', input.docType],
    ['validityInfo', buildValidityInfo(input.validity)],
  ]);
  if (input.status) mso.set('status', buildStatus(input.status));
  return mso;
}

/** `signed` equals `validFrom`: the real instant of signing would link the credentials of a batch (MD-13). */
function buildValidityInfo({ from, until }: ValidityPeriod): Map<string, unknown> {
  return new Map([
    ['signed', tdate(from)],
    ['validFrom', tdate(from)],
    ['validUntil', tdate(until)],
  ]);
}

/** Token Status List, section 6.3: text keys, `idx` an unsigned integer (ST-08). */
function buildStatus({ status_list }: StatusReference): Map<string, unknown> {
  const reference = new Map<string, unknown>([
    ['idx', status_list.idx],
    ['uri', status_list.uri],
  ]);
  return new Map([['status_list', reference]]);
}
