/** Webhook endpoints: registered, changed, tried out, taken away. */
import { createHash, randomBytes } from 'node:crypto';
import type { Caller } from '../../ports/caller.js';
import type { OutboundError } from '../../ports/outbound.js';
import type { MintedWebhook, WebhookAdministration, WebhookSettings } from '../../ports/webhook-administration.js';
import type { SealedSecret, WebhookEndpoint } from '../../ports/webhooks.js';
import { refuse } from '../../protocol/errors/protocol-error.js';
import type { WebhookDependencies } from './dependencies.js';
import { mintWebhookSecret } from './mint-webhook-secret.js';
import { refuseGap } from './refuse-gap.js';
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
    create: async (settings, reservation) => {
      const id = mintId(reservation);
      return (await create(deps, caller, settings, id)) ?? { endpoint: await load(id) };
    },
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
      const { secrets, secretsVersion: version } = await load(id);
      const at = now();
      const { secret, stored } = mintWebhookSecret(deps.sealForWorker, id, at);
      const change = { version, secrets: [stored, ...keptOf(secrets, at, overlap)], updatedAt: at };
      // Somebody else's rotation: the secret it answered must not be replaced before anybody could have installed it.
      if (!(await deps.replaceSecrets(id, change))) throw refuse('webhook_secret_changed');
      return { endpoint: await load(id), secret };
    },
    listDeliveries: (query) => deps.listDeliveries({ ...query, ...bound }),
    countDeliveries: deps.countDeliveries,
    ...createReplaying(deps, load, (issuer) => isOwn(caller, issuer)),
    readFeed: async (query) => {
      const page = await deps.readFeed({ ...query, ...bound });
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
  caller: Caller,
  settings: WebhookSettings,
  id: string,
): Promise<MintedWebhook | undefined> {
  const wanted = settings.issuer ?? caller.issuer;
  const issuer = wanted === undefined ? undefined : deps.issuers.find(wanted)?.id;
  if (wanted !== undefined && issuer === undefined)
    throw refuse('body_invalid', {
      reason: 'issuer names no configured issuer.',
      expected: deps.issuers.list().map((one) => one.id),
    });
  if (!isOwn(caller, issuer)) throw refuse('api_scope_missing', { expected: caller.issuer });
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
