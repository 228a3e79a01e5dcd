/** Pushed authorization requests in MongoDB, in the vault beside other sealed material. */
import type { LoadPushedRequest, RemovePushedRequest, StorePushedRequest } from '../../ports/pushed-requests.js';
import { toBytes } from './bytes.js';
import type { Database } from './database.js';

const idOf = (id: string): string => `pushed:${id}`;

export function storePushedRequestInMongo({ vault }: Database): StorePushedRequest {
  return async ({ id, sealed, expiresAt }) => {
    await vault.insertOne({ _id: idOf(id), sealed, expiresAt: new Date(expiresAt) });
  };
}

export function loadPushedRequestFromMongo({ vault }: Database): LoadPushedRequest {
  return async (id, now) => {
    const found = await vault.findOne({ _id: idOf(id) });
    // The index that removes old documents is housekeeping and runs when it likes.
    if (found?.sealed === undefined || now >= (found.expiresAt?.getTime() ?? 0)) return undefined;
    return toBytes(found.sealed);
  };
}

export function removePushedRequestFromMongo({ vault }: Database): RemovePushedRequest {
  return async (id) => {
    await vault.deleteOne({ _id: idOf(id) });
  };
}
