/** Which private networks calls to named addresses may reach, as the environment says. */
import type { Config } from './config.js';

const LOOPBACK = ['127.0.0.0/8', '::1'];

/** Outside production loopback is among them, and plain HTTP is spoken to it: receivers run on the same machine there. */
export function outboundOptions({
  VOUCHSAFE_OUTBOUND_ALLOW,
  isProduction,
}: Pick<Config, 'VOUCHSAFE_OUTBOUND_ALLOW' | 'isProduction'>) {
  const named = VOUCHSAFE_OUTBOUND_ALLOW.split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '');
  return { allowed: isProduction ? named : [...LOOPBACK, ...named], allowHttp: !isProduction };
}
