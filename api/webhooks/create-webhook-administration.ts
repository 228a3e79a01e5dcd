/** Webhook endpoints as one caller may use them: registered, changed, tried out, taken away. */
import { createHash, randomBytes } from 'node:crypto';
import type { Caller } from '../../ports/caller.js';
import type { OutboundError } from '../../ports/outbound.js';
import type { MintedWebhook, WebhookAdministration, WebhookSettings } from '../../ports/webhook-administration.js';
import type { SealedSecret, WebhookEndpoint } from '../../ports/webhooks.js';
import { refuse } from '../../protocol/errors/protocol-error.js';
import type { Acting } from '../back-office/act-as.js';
import { issuerFilter, issuerFor } from '../back-office/act-as.js';
import type { WebhookDependencies } from './dependencies.js';
import { mintWebhookSecret } from './mint-webhook-secret.js';
import { refuseGap } from './refuse-gap.js';
import { createReplaying } from './replay.js';

const ID_BYTES = 12;
const SECOND = 1000;

export function createWebhookAdministration(deps: WebhookDependencies, acting: Acting): WebhookAdministration {
  const { caller, note } = acting;
  const now = (): number => deps.now().getTime();
  const load = async (id: string): Promise<WebhookEndpoint> => {
    const endpoint = await deps.loadEndpoint(id);
    if (endpoint === undefined || !isOwn(caller, endpoint.issuer)) throw refuse('webhook_unknown');
    return endpoint;
  };
  /** What an act is about stands in the audit record even when it is refused. */
  const begin = async (act: string, id: string): Promise<WebhookEndpoint> => {
    note({ act, object: id });
    const endpoint = await load(id);
    if (endpoint.issuer !== undefined) note({ issuer: endpoint.issuer });
    return endpoint;
  };
  return {
    create: async (settings, reservation) => {
      const id = mintId(reservation);
      note({ act: 'webhook.create' });
      const made = (await create(deps, acting, settings, id)) ?? { endpoint: await load(id) };
      note({ object: id });
      return made;
    },
    list: async () => (await deps.listEndpoints()).filter((one) => isOwn(caller, one.issuer)),
    load,
    change: async (id, change) => {
      const endpoint = await begin('webhook.change', id);
      if (change.url !== undefined) await checkAddress(deps, change.url);
      const enabled = change.isEnabled === true ? { disabledReason: null } : {};
      await deps.changeEndpoint(endpoint.id, { ...change, ...enabled, updatedAt: now() });
      return load(id);
    },
    remove: async (id) => {
      await begin('webhook.delete', id);
      await deps.removeEndpoint(id);
    },
    rotateSecret: async (id, overlap) => {
      const { secrets, secretsVersion: version } = await begin('webhook.rotate_secret', id);
      const at = now();
      const { secret, stored } = mintWebhookSecret(deps.sealForWorker, id, at);
      const change = { version, secrets: [stored, ...keptOf(secrets, at, overlap)], updatedAt: at };
      // Somebody else's rotation: the secret it answered must not be replaced before anybody could have installed it.
      if (!(await deps.replaceSecrets(id, change))) throw refuse('webhook_secret_changed');
      return { endpoint: await load(id), secret };
    },
    listDeliveries: async (query) => deps.listDeliveries({ ...query, ...issuerFilter(acting, query.issuer) }),
    countDeliveries: deps.countDeliveries,
    ...createReplaying(deps, acting, begin, load),
    readFeed: async (query) => {
      const page = await deps.readFeed({ ...query, ...issuerFilter(acting, query.issuer) });
      refuseGap(query.after, page);
      return page;
    },
  };
}

function isOwn(caller: Caller, issuer: string | undefined): boolean {
  return caller.issuer === undefined || caller.issuer === issuer;
}

/**
 * Two at most. A receiver has surely got the oldest one that is still good; what was made after it may never have arrived,
 * and is what a further rotation replaces. An overlap can only end a secret sooner than it was to end.
 */
function keptOf(secrets: readonly SealedSecret[], now: number, overlap: number): readonly SealedSecret[] {
  return secrets
    .map((one) => ({ ...one, expiresAt: Math.min(one.expiresAt ?? Infinity, now + overlap * SECOND) }))
    .filter((one) => one.expiresAt > now)
    .slice(-1);
}

/** @param seed the same id for the same seed; random without one. An id is no secret. */
function mintId(seed: string | undefined): string {
  const bytes = seed === undefined ? randomBytes(ID_BYTES) : createHash('sha256').update(`webhook ${seed}`).digest();
  return `wh_${bytes.subarray(0, ID_BYTES).toString('hex')}`;
}

/** Undefined when an endpoint of this id is there. */
async function create(
  deps: WebhookDependencies,
  acting: Acting,
  settings: WebhookSettings,
  id: string,
): Promise<MintedWebhook | undefined> {
  const wanted = issuerFor(acting, settings.issuer);
  const issuer = wanted === undefined ? undefined : deps.issuers.find(wanted)?.id;
  if (wanted !== undefined && issuer === undefined)
    throw refuse('body_invalid', {
      reason: 'issuer names no configured issuer.',
      expected: deps.issuers.list().flatMap(({ id: known }) => (isOwn(acting.caller, known) ? [known] : [])),
    });
  if (issuer !== undefined) acting.note({ issuer });
  await checkAddress(deps, settings.url);
  const createdAt = deps.now().getTime();
  const { secret, stored } = mintWebhookSecret(deps.sealForWorker, id, createdAt);
  const { issuer: _issuer, ...rest } = settings;
  const endpoint = {
    id,
    ...rest,
    ...(issuer === undefined ? {} : { issuer }),
    secrets: [stored],
    secretsVersion: 1,
    createdAt,
    updatedAt: createdAt,
  };
  return (await deps.insertEndpoint(endpoint)) ? { endpoint, secret } : undefined;
}

const sentences: Readonly<Record<string, string>> = {
  invalid_url: 'An http(s) URL without credentials is needed.',
  forbidden_address: 'The address lies in a network that may not be called.',
};

async function checkAddress({ checkAddress: check }: WebhookDependencies, url: string): Promise<void> {
  try {
    await check(url);
  } catch (error) {
    const { kind } = error as OutboundError;
    if (sentences[kind] === undefined) throw error;
    throw refuse('webhook_url_refused', { reason: sentences[kind], kind });
  }
}
