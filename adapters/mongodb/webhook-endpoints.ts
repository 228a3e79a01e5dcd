/** Webhook endpoints in MongoDB. */
import type { Collection } from 'mongodb';
import type {
  ChangeEndpoint,
  InsertEndpoint,
  ListEndpoints,
  LoadEndpoint,
  RemoveEndpoint,
  ReplaceSecrets,
  WebhookEndpoint,
} from '../../ports/webhooks.js';
import { toBytes } from './bytes.js';
import type { Database } from './database.js';
import { isDuplicate } from './database.js';

type EndpointDocument = Omit<WebhookEndpoint, 'id'> & { readonly _id: string };

const endpointsOf = ({ db }: Database): Collection<EndpointDocument> => db.collection('webhooks');

export function insertEndpointInMongo(database: Database): InsertEndpoint {
  const endpoints = endpointsOf(database);
  return async ({ id, ...rest }) => {
    try {
      await endpoints.insertOne({ _id: id, ...rest });
      return true;
    } catch (error) {
      if (isDuplicate(error)) return false;
      throw error;
    }
  };
}

export function loadEndpointFromMongo(database: Database): LoadEndpoint {
  const endpoints = endpointsOf(database);
  return async (id) => {
    const found = await endpoints.findOne({ _id: id });
    return found === null ? undefined : toEndpoint(found);
  };
}

export function listEndpointsFromMongo(database: Database): ListEndpoints {
  const endpoints = endpointsOf(database);
  return async () => (await endpoints.find({}).sort({ createdAt: 1 }).toArray()).map(toEndpoint);
}

export function changeEndpointInMongo(database: Database): ChangeEndpoint {
  const endpoints = endpointsOf(database);
  return async (id, change) => {
    const entries = Object.entries(change).filter(([, value]) => value !== undefined);
    const set = Object.fromEntries(entries.filter(([, value]) => value !== null));
    const unset = Object.fromEntries(
      entries.filter(([, value]) => value === null).map(([name]) => [name, '' as const]),
    );
    if (entries.length === 0) return true;
    const { matchedCount } = await endpoints.updateOne(
      { _id: id },
      {
        ...(Object.keys(set).length === 0 ? {} : { $set: set }),
        ...(Object.keys(unset).length === 0 ? {} : { $unset: unset }),
      },
    );
    return matchedCount === 1;
  };
}

export function replaceSecretsInMongo(database: Database): ReplaceSecrets {
  const endpoints = endpointsOf(database);
  return async (id, { version, secrets, updatedAt }) => {
    const { modifiedCount } = await endpoints.updateOne(
      { _id: id, secretsVersion: version },
      { $set: { secrets, updatedAt, secretsVersion: version + 1 } },
    );
    return modifiedCount === 1;
  };
}

export function removeEndpointFromMongo(database: Database): RemoveEndpoint {
  const endpoints = endpointsOf(database);
  return async (id) => (await endpoints.deleteOne({ _id: id })).deletedCount === 1;
}

function toEndpoint({ _id, secrets, ...rest }: EndpointDocument): WebhookEndpoint {
  return { id: _id, ...rest, secrets: secrets.map((one) => ({ ...one, sealed: toBytes(one.sealed) })) };
}
