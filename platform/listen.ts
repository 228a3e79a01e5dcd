/** A listener of the API: plain behind a TLS proxy, or with TLS of its own (OID4VCI section 13.9, BCP 195). */
import { readFileSync } from 'node:fs';
import type { RequestListener, Server } from 'node:http';
import { createServer as createHttpServer } from 'node:http';
import type { ServerOptions } from 'node:https';
import { createServer as createHttpsServer } from 'node:https';
import type { Config } from './config.js';
import { ConfigurationError } from './config.js';

/** Attestations, proofs and certificate chains together pass Node's default of 16 kB. */
const HEADER_LIMIT = 64 * 1024;
/** Requests in the making are answered before the process ends. */
const STOP_WITHIN = 8000;
/** Those of TLS 1.3, and of TLS 1.2 what RFC 9325 section 4.2 recommends; FAPI 2.0 section 5.2.1 allows no other. */
const CIPHERS = [
  'TLS_AES_128_GCM_SHA256',
  'TLS_AES_256_GCM_SHA384',
  'TLS_CHACHA20_POLY1305_SHA256',
  'ECDHE-ECDSA-AES128-GCM-SHA256',
  'ECDHE-ECDSA-AES256-GCM-SHA384',
  'ECDHE-RSA-AES128-GCM-SHA256',
  'ECDHE-RSA-AES256-GCM-SHA384',
];

/** @throws ConfigurationError when the port is taken */
export function listen(
  { VOUCHSAFE_TLS_CERT: cert, VOUCHSAFE_TLS_KEY: key }: Pick<Config, 'VOUCHSAFE_TLS_CERT' | 'VOUCHSAFE_TLS_KEY'>,
  app: RequestListener,
  host: string,
  port: number,
): Promise<Server> {
  const options = { maxHeaderSize: HEADER_LIMIT };
  const server =
    cert === undefined || key === undefined
      ? createHttpServer(options, app)
      : createHttpsServer({ ...options, ...tlsOptions(cert, key) }, app);
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      reject(
        error.code === 'EADDRINUSE'
          ? new ConfigurationError(`Port ${port} on ${host} is in use; stop what holds it or choose another port`)
          : error,
      );
    });
    server.listen(port, host, () => resolve(server));
  });
}

const tlsOptions = (cert: string, key: string): ServerOptions => ({
  cert: readFileSync(cert),
  key: readFileSync(key),
  minVersion: 'TLSv1.2',
  ciphers: CIPHERS.join(':'),
});

export function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const force = setTimeout(() => server.closeAllConnections(), STOP_WITHIN);
    server.close(() => {
      clearTimeout(force);
      resolve();
    });
    server.closeIdleConnections();
  });
}
