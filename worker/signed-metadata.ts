/** The worker's part in signed issuer metadata: what is to be signed, and when. */
import { createHash } from 'node:crypto';
import type { Database } from '../adapters/mongodb/database.js';
import {
  claimDueMetadataInMongo,
  noteMetadataInMongo,
  storeSignedMetadataInMongo,
} from '../adapters/mongodb/signed-metadata.js';
import { METADATA_LIFETIME, signIssuerMetadata } from '../credentials/sign-issuer-metadata.js';
import type { ConfiguredIssuer, SignerFor } from '../ports/issuing.js';
import { buildIssuerMetadata } from '../protocol/metadata/build-issuer-metadata.js';
import type { SigningTask } from './keep-signed.js';

/** How long a claimed document is left to the worker that claimed it. */
const CLAIM = 30_000;

/** `prepare` makes due what this worker's configuration says otherwise than what was signed last. */
export function createMetadataSigning(
  database: Database,
  issuers: readonly ConfiguredIssuer[],
  { signerFor, now }: { readonly signerFor: SignerFor; readonly now: () => Date },
): { readonly prepare: () => Promise<void>; readonly task: SigningTask } {
  const note = noteMetadataInMongo(database);
  const claimDue = claimDueMetadataInMongo(database);
  const store = storeSignedMetadataInMongo(database);
  const documents = new Map(
    issuers.filter(({ issuer }) => issuer.signed_metadata).map((one) => [one.issuer.id, buildIssuerMetadata(one)]),
  );
  return {
    prepare: async () => {
      for (const [id, metadata] of documents) {
        // The certificate too: a new one has to be seen before half of the old signature's life is over.
        const leaf = Buffer.from(signerFor(id).certificateChain[0] ?? []).toString('base64');
        await note(id, createHash('sha256').update(JSON.stringify(metadata)).update(leaf).digest('base64url'));
      }
    },
    task: {
      claim: async () =>
        documents.size === 0 ? [] : claimDue([...documents.keys()], now().getTime(), now().getTime() + CLAIM),
      sign: async (id) => {
        const metadata = documents.get(id);
        if (metadata === undefined) throw new Error('The metadata to be signed is not configured here');
        const signedAt = now();
        const jwt = signIssuerMetadata(metadata, signerFor(id), signedAt);
        await store(id, { jwt, resignAt: signedAt.getTime() + METADATA_LIFETIME / 2 });
      },
    },
  };
}
