/** The private API, typed by its own document. What can be repeated without harm is repeated when no answer comes. */
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import createClient, { type Client } from 'openapi-fetch';
import { Refused, Unreachable } from './failures.js';
import type { paths } from './private-api.js';

export type ApiOptions = { readonly url: string; readonly key: string; readonly signal: AbortSignal };
export type Query = Readonly<Record<string, string | number | boolean | undefined>>;
export type Call = {
  readonly query?: Query;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
};

export type Api = {
  readonly typed: Client<paths>;
  /** For a path that is put together; answers the body, undefined where there is none. */
  readonly call: (method: string, path: string, call?: Call) => Promise<unknown>;
  /** The answer as it comes; one attempt, and a refusal is thrown. */
  readonly open: (method: string, path: string, init?: RequestInit & { query?: Query }) => Promise<Response>;
};

const ATTEMPTS = 4;
const FIRST_PAUSE = 300;
const PASSING = new Set([429, 502, 503, 504]);

export function createApi({ url, key, signal }: ApiOptions): Api {
  const base = url.replace(/\/+$/, '');
  const authorization = { authorization: `Bearer ${key}` };
  const send = (request: Request): Promise<Response> => sendPatiently(request, base, signal);
  const addressOf = (path: string, query: Query = {}): string => {
    const pairs = Object.entries(query).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, String(value)]],
    );
    return pairs.length === 0 ? base + path : `${base}${path}?${new URLSearchParams(pairs)}`;
  };
  return {
    typed: createClient<paths>({ baseUrl: base, headers: authorization, fetch: send }),
    call: async (method, path, { query, body, headers } = {}) => {
      const json: Record<string, string> = body === undefined ? {} : { 'content-type': 'application/json' };
      const request = new Request(addressOf(path, query), {
        method,
        headers: { ...authorization, ...json, ...headers },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const response = await send(request);
      if (!response.ok) throw await asFailure(response);
      return response.status === 204 ? undefined : await response.json();
    },
    open: async (method, path, { query, headers, ...init } = {}) => {
      const response = await fetch(addressOf(path, query), {
        ...init,
        method,
        headers: { ...authorization, ...(headers as Record<string, string> | undefined) },
        signal: init.signal ?? signal,
      }).catch((error: unknown) => {
        throw asUnreachable(error, base, signal);
      });
      if (!response.ok) throw await asFailure(response);
      return response;
    },
  };
}

/** The body of a typed answer. @throws Refused, Unreachable */
export async function answered<T>(answer: Promise<{ data?: T; error?: unknown; response: Response }>): Promise<T> {
  const { data, error, response } = await answer;
  if (!response.ok) throw failureOf(response.status, error);
  return data as T;
}

/** A POST is sent under a key, so that its repeat is answered as the first one was. */
async function sendPatiently(request: Request, base: string, signal: AbortSignal): Promise<Response> {
  if (request.method === 'POST' && !request.headers.has('idempotency-key'))
    request.headers.set('idempotency-key', randomUUID());
  for (let attempt = 1; ; attempt += 1) {
    const isLast = attempt === ATTEMPTS;
    try {
      const response = await fetch(request.clone(), { signal });
      if (isLast || !PASSING.has(response.status)) return response;
      await response.body?.cancel();
    } catch (error) {
      if (isLast || signal.aborted) throw asUnreachable(error, base, signal);
    }
    await pause(FIRST_PAUSE * 2 ** (attempt - 1), undefined, { signal });
  }
}

function asUnreachable(error: unknown, base: string, signal: AbortSignal): unknown {
  if (signal.aborted) return signal.reason;
  const cause = (error as { cause?: { code?: unknown } } | null)?.cause?.code;
  return new Unreachable(`No answer from ${base}${cause === undefined ? '' : ` (${String(cause)})`}`);
}

async function asFailure(response: Response): Promise<Error> {
  const text = await response.text();
  try {
    return failureOf(response.status, JSON.parse(text));
  } catch {
    return failureOf(response.status, {});
  }
}

function failureOf(status: number, body: unknown): Error {
  const told = (body !== null && typeof body === 'object' ? body : {}) as Readonly<Record<string, unknown>>;
  if (status >= 500 || status === 429)
    return new Unreachable(`The API answered ${status}: ${String(told['error_description'] ?? 'try again later')}`);
  return new Refused(status, told);
}
