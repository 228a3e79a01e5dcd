/** Webhook endpoints: registered, changed, tried out, taken away. */
import { randomBytes } from 'node:crypto';
import type { Caller } from '../../ports/caller.js';
import type { OutboundError } from '../../ports/outbound.js';
import type { MintedWebhook, WebhookAdministration, WebhookSettings } from '../../ports/webhook-administration.js';
import type { WebhookEndpoint } from '../../ports/webhooks.js';
import { refuse } from '../../protocol/errors/protocol-error.js';
import type { WebhookDependencies } from './dependencies.js';
import { mintWebhookSecret } from './mint-webhook-secret.js';
import { createReplaying } from './replay.js';

const ID_BYTES = 12;
const SECOND = 1000;

export function createWebhookAdministration(deps: WebhookDependencies, caller: Caller): WebhookAdministration {
  const now = (): number => deps.now().getTime();
  const load = async (id: string): Promise<WebhookEndpoint> => {
    const endpoint = await deps.loadEndpoint(id);
    if (endpoint === undefined || !isOwn(caller, endpoint.issuer)) throw refuse('webhook_unknown');
    return endpoint;
  };
  const bound = caller.issuer === undefined ? {} : { issuer: caller.issuer };
  return {
    create: (settings) => create(deps, caller, settings),
    list: async () => (await deps.listEndpoints()).filter((one) => isOwn(caller, one.issuer)),
    load,
    change: async (id, change) => {
      const endpoint = await load(id);
      if (change.url !== undefined) await checkAddress(deps, change.url);
      const enabled = change.isEnabled === true ? { disabledReason: null } : {};
      await deps.changeEndpoint(endpoint.id, { ...change, ...enabled, updatedAt: now() });
      return load(id);
    },
    remove: async (id) => {
      await load(id);
      await deps.removeEndpoint(id);
    },
    rotateSecret: async (id, overlap) => {
      const { secrets } = await load(id);
      const { secret, stored } = mintWebhookSecret(deps.sealForWorker, id, now());
      // Two at most: the newest before goes on for a while, whatever was older is over.
      const before = secrets.slice(0, 1).map((one) => ({ ...one, expiresAt: now() + overlap * SECOND }));
      await deps.changeEndpoint(id, { secrets: [stored, ...before], updatedAt: now() });
      return { endpoint: await load(id), secret };
    },
    listDeliveries: (query) => deps.listDeliveries({ ...query, ...bound }),
    countDeliveries: deps.countDeliveries,
    ...createReplaying(deps, load, (issuer) => isOwn(caller, issuer)),
    readFeed: async (query) => {
      const page = await deps.readFeed({ ...query, ...bound });
      const isGone = query.after > 0 && page.first !== undefined && query.after < page.first - 1;
      if (isGone) throw refuse('events_cursor_gone', { expected: String((page.first ?? 1) - 1) });
      return page;
    },
  };
}

function isOwn(caller: Caller, issuer: string | undefined): boolean {
  return caller.issuer === undefined || caller.issuer === issuer;
}

async function create(deps: WebhookDependencies, caller: Caller, settings: WebhookSettings): Promise<MintedWebhook> {
  const wanted = settings.issuer ?? caller.issuer;
  const issuer = wanted === undefined ? undefined : deps.issuers.find(wanted)?.id;
  if (wanted !== undefined && issuer === undefined)
    throw refuse('body_invalid', {
      reason: 'issuer names no configured issuer.',
      expected: deps.issuers.list().map((one) => one.id),
    });
  if (!isOwn(caller, issuer)) throw refuse('api_scope_missing', { expected: caller.issuer });
  await checkAddress(deps, settings.url);
  const id = `wh_${randomBytes(ID_BYTES).toString('hex')}`;
  const createdAt = deps.now().getTime();
  const { secret, stored } = mintWebhookSecret(deps.sealForWorker, id, createdAt);
  const { issuer: _issuer, ...rest } = settings;
  const endpoint = {
    id,
    ...rest,
    ...(issuer === undefined ? {} : { issuer }),
    secrets: [stored],
    createdAt,
    updatedAt: createdAt,
  };
  await deps.insertEndpoint(endpoint);
  return { endpoint, secret };
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
