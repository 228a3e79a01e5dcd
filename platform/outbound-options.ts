/** Which addresses named by others may be called, by the environment. */
import type { Config } from './config.js';

const LOOPBACK = ['127.0.0.0/8', '::1'];

export function outboundOptions({ VOUCHSAFE_OUTBOUND_ALLOW, isProduction }: Config) {
  const listed = VOUCHSAFE_OUTBOUND_ALLOW.split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '');
  return { allowed: isProduction ? listed : [...listed, ...LOOPBACK], allowHttp: !isProduction };
}
