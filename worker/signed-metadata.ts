/** The worker's part in signed issuer metadata: what is to be signed, and when. */
import { createHash } from 'node:crypto';
import { loadRequestKeysFromMongo } from '../adapters/mongodb/configuration-versions.js';
import type { Database } from '../adapters/mongodb/database.js';
import {
  claimDueMetadataInMongo,
  noteMetadataInMongo,
  storeSignedMetadataInMongo,
} from '../adapters/mongodb/signed-metadata.js';
import { METADATA_LIFETIME, signIssuerMetadata } from '../credentials/sign-issuer-metadata.js';
import type { ConfiguredIssuer, SignerFor } from '../ports/issuing.js';
import type { RequestEncryptionJwk } from '../protocol/encryption/build-encryption-metadata.js';
import type { IssuerMetadata } from '../protocol/metadata/build-issuer-metadata.js';
import { buildIssuerMetadata } from '../protocol/metadata/build-issuer-metadata.js';
import type { SigningTask } from './keep-signed.js';

/** How long a claimed document is left to the worker that claimed it. */
const CLAIM = 30_000;

/**
 * What is due is asked for again and again, and each time seen whether configuration, signing key or the API's public
 * keys for encrypted requests are others than those last signed.
 */
export function createMetadataSigning(
  database: Database,
  present: () => readonly ConfiguredIssuer[],
  { signerFor, now }: { readonly signerFor: SignerFor; readonly now: () => Date },
): SigningTask {
  const note = noteMetadataInMongo(database);
  const claimDue = claimDueMetadataInMongo(database);
  const store = storeSignedMetadataInMongo(database);
  const build = createBuilder(database, present);
  const noted = new Map<string, string>();
  let documents: ReadonlyMap<string, IssuerMetadata> = new Map();
  const digestOf = (id: string, metadata: IssuerMetadata): string => {
    const [certificate] = signerFor(id).certificateChain;
    const hash = createHash('sha256').update(JSON.stringify(metadata));
    return hash.update(certificate ?? '').digest('base64url');
  };
  return {
    claim: async () => {
      documents = await build();
      const digests = new Map([...documents].map(([id, metadata]) => [id, digestOf(id, metadata)]));
      for (const [id, digest] of digests) {
        if (noted.get(id) === digest) continue;
        await note(id, digest);
        noted.set(id, digest);
      }
      return digests.size === 0 ? [] : claimDue(digests, now().getTime(), now().getTime() + CLAIM);
    },
    sign: async (id) => {
      const metadata = documents.get(id);
      if (metadata === undefined) throw new Error('The metadata to be signed is not configured here');
      const signedAt = now();
      const jwt = signIssuerMetadata(metadata, signerFor(id), signedAt);
      await store(id, { jwt, resignAt: signedAt.getTime() + METADATA_LIFETIME / 2 });
    },
  };
}

/** Documents by issuer; without one whose keys the API has not left yet. */
function createBuilder(
  database: Database,
  present: () => readonly ConfiguredIssuer[],
): () => Promise<ReadonlyMap<string, IssuerMetadata>> {
  const loadKeys = loadRequestKeysFromMongo(database);
  const encrypts = ({ issuer }: ConfiguredIssuer): boolean => issuer.encryption.request !== 'off';
  return async () => {
    const signed = present().filter(({ issuer }) => issuer.signed_metadata);
    const ids = signed.filter(encrypts).map(({ issuer }) => issuer.id);
    const keys = ids.length === 0 ? new Map() : await loadKeys(ids);
    const built = new Map<string, IssuerMetadata>();
    for (const one of signed) {
      const requestKeys = keys.get(one.issuer.id) as readonly RequestEncryptionJwk[] | undefined;
      if (!encrypts(one)) built.set(one.issuer.id, buildIssuerMetadata(one));
      else if (requestKeys !== undefined) built.set(one.issuer.id, buildIssuerMetadata({ ...one, requestKeys }));
    }
    return built;
  };
}
