/**
 * The issuers' file with everything it names: certificates and logos are read and put in the place of their paths, so
 * that what comes out is complete in itself and may be kept as it was.
 */
import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { LogoFile } from '../../ports/configuration-versions.js';
import { readLogo } from './read-logo.js';

export type ReadIssuersFile = {
  /** JSON, its shape not yet checked; undefined where it is none. */
  readonly content: unknown;
  /** By the id of their issuer. */
  readonly logos: ReadonlyMap<string, readonly LogoFile[]>;
  /** All that was read or should have been, absolute: what is to be watched. */
  readonly files: readonly string[];
  /** Everything that could not be read. */
  readonly mistakes: readonly string[];
};

type Members = Record<string, unknown>;
type Reading = { readonly folder: string; readonly files: string[]; readonly mistakes: string[] };

const PEM = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g;

/** For an image that could not be read: it passes, so that one mistake is not told twice. */
const STAND_IN = 'data:image/png,';

export function readIssuersFile(path: string): ReadIssuersFile {
  const file = resolve(path);
  const reading: Reading = { folder: dirname(file), files: [file], mistakes: [] };
  const logos = new Map<string, LogoFile[]>();
  const { files, mistakes } = reading;
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    return { content, logos, files, mistakes: [`${path} is not a readable JSON file: ${(error as Error).message}`] };
  }
  if (!isObject(content) || !Array.isArray(content.issuers)) return { content, logos, files, mistakes };
  const issuers = content.issuers.map((issuer: unknown, index) => {
    if (!isObject(issuer)) return issuer;
    const at = `issuers[${index}]`;
    const found: LogoFile[] = [];
    logos.set(String(issuer.id), found);
    return readIssuer(reading, issuer, at, found);
  });
  return { content: { ...content, issuers }, logos, files, mistakes };
}

function readIssuer(reading: Reading, issuer: Members, at: string, logos: LogoFile[]): Members {
  const { trust_anchors: anchors, trust_lists: lists, credential_configurations: configurations } = issuer;
  noteSecret(reading, issuer.login);
  const withLogos = (owner: Members, where: string): Members =>
    Array.isArray(owner.display)
      ? { ...owner, display: owner.display.map((one, n) => readDisplay(reading, one, `${where}.display[${n}]`, logos)) }
      : owner;
  return {
    ...withLogos(issuer, at),
    ...(isObject(anchors) && {
      trust_anchors: mapMembers(anchors, (list, name) => readAnchors(reading, list, `${at}.trust_anchors.${name}`)),
    }),
    ...(Array.isArray(lists) && {
      trust_lists: lists.map((one, n) =>
        isObject(one) ? { ...one, signers: readAnchors(reading, one.signers, `${at}.trust_lists[${n}].signers`) } : one,
      ),
    }),
    ...(isObject(configurations) && {
      credential_configurations: mapMembers(configurations, (one, id) =>
        isObject(one) ? withLogos(one, `${at}.credential_configurations.${id}`) : one,
      ),
    }),
  };
}

/** Watched and not read: what is read here is kept with the configuration, and a secret never is. */
function noteSecret({ folder, files }: Reading, login: unknown): void {
  const auth = isObject(login) ? login.client_auth : undefined;
  for (const secret of isObject(auth) ? [auth.secret, auth.key] : [])
    if (isObject(secret) && typeof secret.file === 'string') files.push(resolve(folder, secret.file));
}

function readAnchors(reading: Reading, list: unknown, at: string): unknown {
  if (!Array.isArray(list)) return list;
  return list.map((entry: unknown, index) => {
    if (typeof entry !== 'string') return entry;
    const isText = entry.includes('-----BEGIN');
    const path = resolve(reading.folder, entry);
    if (!isText) reading.files.push(path);
    try {
      const found = (isText ? entry : readFileSync(path, 'utf8')).match(PEM) ?? [];
      if (found.length === 0) throw new Error('it contains none');
      for (const pem of found) new X509Certificate(pem);
      return found.join('\n');
    } catch (error) {
      const name = isText ? 'the text' : entry;
      reading.mistakes.push(`${at}[${index}]: ${name} is not a readable certificate: ${(error as Error).message}`);
      return entry;
    }
  });
}

/** `file` becomes the address below the issuer at which the image is served. */
function readDisplay(reading: Reading, display: unknown, at: string, logos: LogoFile[]): unknown {
  if (!isObject(display)) return display;
  const images = ['logo', 'background_image'].filter((name) => isObject(display[name]));
  const read = images.map((name) => [name, readImage(reading, display[name] as Members, `${at}.${name}`, logos)]);
  return { ...display, ...Object.fromEntries(read) };
}

function readImage(reading: Reading, image: Members, at: string, logos: LogoFile[]): Members {
  const { file, ...others } = image;
  if (file === undefined) {
    if (typeof image.uri === 'string' && image.uri.startsWith('/'))
      reading.mistakes.push(`${at}.uri: an image of your own is named by file`);
    return image;
  }
  if (typeof file !== 'string' || image.uri !== undefined) {
    reading.mistakes.push(`${at}: give either uri or file, each a text`);
    return { ...others, uri: STAND_IN };
  }
  reading.files.push(resolve(reading.folder, file));
  try {
    const read = readLogo(file, reading.folder);
    logos.push(read);
    return { ...others, uri: `/logos/${read.name}` };
  } catch (error) {
    reading.mistakes.push(`${at}.file: ${file} cannot be served: ${(error as Error).message}`);
    return { ...others, uri: STAND_IN };
  }
}

function mapMembers(members: Members, map: (value: unknown, name: string) => unknown): Members {
  return Object.fromEntries(Object.entries(members).map(([name, value]) => [name, map(value, name)]));
}

function isObject(value: unknown): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
