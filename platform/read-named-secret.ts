/** Secrets that the issuers' file names and does not contain. */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { ConfigurationError } from './config.js';

/**
 * The secret without the white space around it.
 *
 * @param folder a file is seen from here
 * @throws ConfigurationError where it is not there, or empty
 */
export function readNamedSecret(
  name: { readonly env: string } | { readonly file: string },
  folder: string,
  env: NodeJS.ProcessEnv,
): string {
  const secret = 'env' in name ? env[name.env] : readSecretFile(resolve(folder, name.file), name.file);
  if (secret === undefined || secret.trim() === '')
    throw new ConfigurationError('env' in name ? `the environment has no ${name.env}` : `${name.file} holds no secret`);
  return secret.trim();
}

function readSecretFile(path: string, shown: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new ConfigurationError(`${shown} cannot be read: ${(error as { code?: string }).code ?? 'unknown'}`);
  }
}
