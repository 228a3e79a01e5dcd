/** Certificates named in a configuration file: PEM text in place, or files of it. */
import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { ConfigurationError } from './config.js';

const PEM = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g;

/**
 * Every certificate of every entry, in their order.
 *
 * @param folder paths are seen from here
 * @throws ConfigurationError for a file that cannot be read, and for an entry without certificates
 */
export function readCertificates(entries: readonly string[], folder: string): X509Certificate[] {
  return entries.flatMap((entry) => {
    const isText = entry.includes('-----BEGIN');
    const name = isText ? 'A certificate in the configuration' : entry;
    try {
      const found = (isText ? entry : readFileSync(resolve(folder, entry), 'utf8')).match(PEM) ?? [];
      if (found.length === 0) throw new Error('it contains none');
      return found.map((pem) => new X509Certificate(pem));
    } catch (error) {
      throw new ConfigurationError(`${name} is not a readable certificate: ${(error as Error).message}`);
    }
  });
}
