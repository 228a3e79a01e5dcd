/** Configuration versions, public request keys and logos in MongoDB. */
import type { Collection } from 'mongodb';
import type {
  ConfigurationVersion,
  KeepConfigurationVersion,
  ListLatestConfigurations,
  LoadConfigurationVersion,
  LoadLogo,
  LoadRequestKeys,
  LogoFile,
  PublicRequestKeys,
  StoreLogos,
  StoreRequestKeys,
} from '../../ports/configuration-versions.js';
import { toBytes } from './bytes.js';
import type { Database } from './database.js';
import { isDuplicate } from './database.js';
import { ensureIndex } from './ensure-index.js';

/** An offer may live 90 days, the waiting after it as long, and either may be renewed: well beyond both. */
const KEPT = 400 * 86_400_000;

type VersionDocument = ConfigurationVersion & {
  readonly _id: string;
  /** When this was last known to be the present one, ms since 1970. */
  readonly presentAt: number;
  readonly expiresAt: Date;
};

const versionsOf = ({ db }: Database): Collection<VersionDocument> => db.collection('configuration_versions');
const idOf = ({ issuer, version }: Pick<ConfigurationVersion, 'issuer' | 'version'>): string => `${issuer} ${version}`;

export async function createConfigurationIndexes(database: Database): Promise<void> {
  await ensureIndex(versionsOf(database), { expiresAt: 1 }, { expireAfterSeconds: 0 });
}

export function keepConfigurationVersionInMongo(database: Database): KeepConfigurationVersion {
  const versions = versionsOf(database);
  return async (version, now) => {
    const _id = idOf(version);
    const life = { presentAt: now, expiresAt: new Date(now + KEPT) };
    try {
      await versions.insertOne({ ...version, _id, ...life });
    } catch (error) {
      if (!isDuplicate(error)) throw error;
      const vouched = version.vouched === undefined ? {} : { vouched: version.vouched };
      await versions.updateOne({ _id }, { $set: { ...life, ...vouched } });
    }
  };
}

export function loadConfigurationVersionFromMongo(database: Database): LoadConfigurationVersion {
  const versions = versionsOf(database);
  return async (issuer, version, now) => {
    const _id = idOf({ issuer, version });
    const found = await versions.findOne({ _id });
    if (found === null) return undefined;
    await versions.updateOne({ _id }, { $set: { expiresAt: new Date(now + KEPT) } });
    return toVersion(found);
  };
}

export function listLatestConfigurationsInMongo(database: Database): ListLatestConfigurations {
  const versions = versionsOf(database);
  return async () => {
    const latest = new Map<string, VersionDocument>();
    for await (const one of versions.find({})) {
      const key = `${one.issuer} ${one.path}`;
      if ((latest.get(key)?.presentAt ?? -1) < one.presentAt) latest.set(key, one);
    }
    return [...latest.values()].sort((a, b) => b.presentAt - a.presentAt).map(toVersion);
  };
}

function toVersion({ issuer, version, path, content, vouched }: VersionDocument): ConfigurationVersion {
  return { issuer, version, path, content, ...(vouched === undefined ? {} : { vouched }) };
}

type KeysDocument = { readonly _id: string; readonly keys: PublicRequestKeys };

export function storeRequestKeysInMongo({ db }: Database): StoreRequestKeys {
  const documents = db.collection<KeysDocument>('request_keys');
  return async (issuer, keys) => {
    await documents.updateOne({ _id: issuer }, { $set: { keys } }, { upsert: true });
  };
}

export function loadRequestKeysFromMongo({ db }: Database): LoadRequestKeys {
  const documents = db.collection<KeysDocument>('request_keys');
  return async (issuers) => {
    const found = await documents.find({ _id: { $in: [...issuers] } }).toArray();
    return new Map(found.map(({ _id, keys }) => [_id, keys]));
  };
}

type LogoDocument = Omit<LogoFile, 'bytes'> & { readonly _id: string; readonly bytes: Buffer };

export function storeLogosInMongo({ db }: Database): StoreLogos {
  const documents = db.collection<LogoDocument>('logos');
  return async (issuer, logos) => {
    for (const { name, type, bytes } of logos) {
      try {
        await documents.insertOne({ _id: `${issuer} ${name}`, name, type, bytes: Buffer.from(bytes) });
      } catch (error) {
        // The name is the digest: what is there is the same.
        if (!isDuplicate(error)) throw error;
      }
    }
  };
}

export function loadLogoFromMongo({ db }: Database): LoadLogo {
  const documents = db.collection<LogoDocument>('logos');
  return async (issuer, name) => {
    const found = await documents.findOne({ _id: `${issuer} ${name}` });
    if (found === null) return undefined;
    return { name, type: found.type, bytes: toBytes(found.bytes) };
  };
}
