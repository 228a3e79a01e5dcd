/** API keys on the private API. A key is shown once, in the answer that made it. */
import type { Response, Router } from 'express';
import type { ApiKey } from '../../ports/api-keys.js';
import type { ApiKeyAdministration, ShownApiKey } from './api-key-administration.js';
import { noteAct } from './audit.js';
import { callerOf, requireScope } from './caller.js';
import { reservationOf } from './idempotency.js';
import { iso, isoIf } from './iso-time.js';
import { defined, parseBody, parseOptionalBody, parseQuery } from './read-request.js';
import type { ApiKeyAnswer, ShownApiKeyAnswer } from './z-api-keys.js';
import { zApiKeyChange, zApiKeyQuery, zNewApiKey, zRotateApiKey } from './z-api-keys.js';

/** @param issuerFor the issuer a caller acts for when it names one, or none; refuses what it may not name */
export function addApiKeyRoutes(
  router: Router,
  keys: ApiKeyAdministration,
  issuerFor: (response: Response, named: string | undefined) => string | undefined,
): void {
  const isAdmin = requireScope('admin');
  router.post('/api-keys', isAdmin, async (request, response) => {
    const { name, scopes, issuer: named, expires_at } = parseBody(request, zNewApiKey);
    const issuer = issuerFor(response, named);
    noteAct(response, { act: 'api_key.create', ...defined({ issuer }) });
    const asked = { name, scopes, ...defined({ issuer, expiresAt: timeOf(expires_at) }) };
    const shown = await keys.create(callerOf(response), asked, reservationOf(response));
    noteAct(response, { apiKey: shown.key.id });
    response.status(201).location(`/api-keys/${shown.key.id}`).json(buildShownKey(shown));
  });
  router.get('/api-keys', isAdmin, async (request, response) => {
    const { after, limit } = parseQuery(request, zApiKeyQuery);
    const found = await keys.list(callerOf(response), defined({ after: readCursor(after), limit }));
    const last = found.at(-1);
    response.json({
      api_keys: found.map(buildKey),
      next_after: found.length === limit && last !== undefined ? `${last.createdAt}.${last.id}` : null,
    });
  });
  router.get('/api-keys/:id', isAdmin, async (request, response) => {
    response.json(buildKey(await keys.load(callerOf(response), request.params['id'] as string)));
  });
  router.patch('/api-keys/:id', isAdmin, async (request, response) => {
    const id = noted(response, 'api_key.change', request.params['id'] as string);
    const { expires_at, ...change } = parseBody(request, zApiKeyChange);
    const expiresAt = expires_at === null ? null : timeOf(expires_at);
    response.json(buildKey(await keys.change(callerOf(response), id, defined({ ...change, expiresAt }))));
  });
  router.post('/api-keys/:id/rotate', isAdmin, async (request, response) => {
    const id = noted(response, 'api_key.rotate', request.params['id'] as string);
    const { old_valid_until } = parseOptionalBody(request, zRotateApiKey);
    response.json(buildShownKey(await keys.rotate(callerOf(response), id, timeOf(old_valid_until))));
  });
  router.delete('/api-keys/:id', isAdmin, async (request, response) => {
    await keys.revoke(callerOf(response), noted(response, 'api_key.revoke', request.params['id'] as string));
    response.status(204).end();
  });
}

/** When a key was made, and which of that moment it is; checked by its schema. */
function readCursor(text: string | undefined): Pick<ApiKey, 'createdAt' | 'id'> | undefined {
  const [createdAt, id] = text?.split('.') ?? [];
  return id === undefined ? undefined : { createdAt: Number(createdAt), id };
}

function noted(response: Response, act: string, id: string): string {
  noteAct(response, { act, apiKey: id });
  return id;
}

const timeOf = (text: string | undefined): number | undefined => (text === undefined ? undefined : Date.parse(text));

function buildShownKey({ key, text }: ShownApiKey): ShownApiKeyAnswer {
  return { ...buildKey(key), ...(text === undefined ? { api_key_already_given: true } : { api_key: text }) };
}

/** Without the digests: they open nothing, and nobody needs them. */
function buildKey(key: ApiKey): ApiKeyAnswer {
  const { id, name, scopes, issuer, createdBy } = key;
  return {
    id,
    name,
    scopes: [...scopes],
    issuer: issuer ?? null,
    created_at: iso(key.createdAt),
    created_by: createdBy,
    expires_at: isoIf(key.expiresAt),
    revoked_at: isoIf(key.revokedAt),
    last_used_at: isoIf(key.lastUsedAt),
    old_secrets_valid_until: key.secrets.flatMap(({ validUntil }) =>
      validUntil === undefined ? [] : [iso(validUntil)],
    ),
  };
}
