/** The one way out to addresses that others name: no private networks, no redirects, bounded in time and size. */
import { lookup } from 'node:dns';
import type { LookupFunction } from 'node:net';
import { isIP } from 'node:net';
import type { Dispatcher } from 'undici';
import { Agent, request as exchange } from 'undici';
import type {
  CheckOutbound,
  OutboundAnswer,
  OutboundError,
  OutboundFailure,
  OutboundRequest,
  SendOutbound,
} from '../../ports/outbound.js';
import type { AddressGuard } from './address-guard.js';
import { createAddressGuard, createListedGuard } from './address-guard.js';

const CONNECT_WITHIN = 5000;

export type OutboundOptions = {
  /** Networks or addresses that may be called although they are private. */
  readonly allowed: readonly string[];
  /** Whether `http:` may be spoken to the allowed networks; `https:` is spoken to everybody. */
  readonly allowHttp: boolean;
};

export type GuardedFetch = {
  readonly send: SendOutbound;
  /** Refuses what `send` would, as far as it can be known without calling. A name that leads nowhere yet is let through. */
  readonly check: CheckOutbound;
  readonly close: () => Promise<void>;
};

export function createGuardedFetch({ allowed, allowHttp }: OutboundOptions): GuardedFetch {
  const guards = { 'https:': createAddressGuard(allowed), 'http:': createListedGuard(allowHttp ? allowed : []) };
  const agents = { 'https:': createAgent(guards['https:']), 'http:': createAgent(guards['http:']) };
  return {
    send: async (asked) => {
      const { url, scheme } = parseUrl(asked.url);
      checkLiteralAddress(url, guards[scheme]);
      const own = asked.tls === undefined ? undefined : createAgent(guards[scheme], asked.tls);
      try {
        return await send(url, asked, own ?? agents[scheme]);
      } catch (error) {
        throw asOutboundError(error);
      } finally {
        void own?.destroy();
      }
    },
    check: async (text) => {
      const { url, scheme } = parseUrl(text);
      checkLiteralAddress(url, guards[scheme]);
      if (isIP(hostOf(url)) === 0) await checkName(url, guards[scheme]);
    },
    close: async () => {
      await Promise.all(Object.values(agents).map((agent) => agent.destroy()));
    },
  };
}

function createAgent(mayCall: AddressGuard, tls: OutboundRequest['tls'] = {}): Agent {
  return new Agent({
    connect: { ...tls, lookup: guardedLookup(mayCall), timeout: CONNECT_WITHIN },
    connections: 16,
    pipelining: 1,
  });
}

function parseUrl(text: string): { url: URL; scheme: 'https:' | 'http:' } {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const scheme = url?.protocol;
  if (url === undefined || (scheme !== 'https:' && scheme !== 'http:') || url.username !== '' || url.password !== '')
    throw outboundError('invalid_url', 'An http(s) URL without credentials is needed');
  return { url, scheme };
}

/** A literal address is never looked up, so the guard of the lookup would not see it. */
function checkLiteralAddress(url: URL, mayCall: AddressGuard): void {
  const host = hostOf(url);
  if (isIP(host) !== 0 && !mayCall(host)) throw outboundError('forbidden_address', 'The address may not be called');
}

const hostOf = ({ hostname }: URL): string => hostname.replace(/^\[(.*)\]$/, '$1');

/** `http:` is spoken to listed networks only, so a name that leads nowhere is no exception. */
function checkName(url: URL, mayCall: AddressGuard): Promise<void> {
  return new Promise((resolve, reject) => {
    guardedLookup(mayCall)(hostOf(url), {}, (error) => {
      if (error === null || (url.protocol === 'https:' && !('kind' in error))) resolve();
      else reject('kind' in error ? error : outboundError('forbidden_address', 'The name leads nowhere', error));
    });
  });
}

/** What is looked up is what is connected to: a name cannot change its mind between the check and the call. */
function guardedLookup(mayCall: AddressGuard): LookupFunction {
  return (hostname, options, callback) => {
    lookup(hostname, { ...options, all: true }, (error, found) => {
      if (error !== null) return callback(error, '');
      const usable = found.filter(({ address }) => mayCall(address));
      const [first] = usable;
      if (first === undefined)
        return callback(outboundError('forbidden_address', 'The name leads to no address that may be called'), '');
      if (options.all === true) return callback(null, usable);
      return callback(null, first.address, first.family);
    });
  };
}

async function send(url: URL, asked: OutboundRequest, dispatcher: Dispatcher): Promise<OutboundAnswer> {
  const timeout = AbortSignal.timeout(asked.timeoutMs);
  const signal = asked.signal === undefined ? timeout : AbortSignal.any([timeout, asked.signal]);
  const answer = await exchange(url, {
    method: asked.method ?? 'GET',
    headers: { ...asked.headers },
    ...(asked.body === undefined ? {} : { body: asked.body }),
    dispatcher,
    signal,
  });
  const headers = Object.entries(answer.headers).map(([name, value]) => [name, String(value)]);
  return {
    status: answer.statusCode,
    headers: Object.fromEntries(headers),
    body: await readAtMost(answer.body, asked.maxBytes),
  };
}

async function readAtMost(
  body: AsyncIterable<Uint8Array> & { destroy: () => unknown },
  most: number,
): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.length;
    if (size > most) {
      body.destroy();
      throw outboundError('too_large', `The answer is longer than ${most} bytes`);
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function outboundError(kind: OutboundFailure, message: string, cause?: unknown): OutboundError {
  return Object.assign(new Error(message, { cause }), { name: 'OutboundError', kind });
}

function asOutboundError(error: unknown): OutboundError {
  for (let one = error; one instanceof Error; one = one.cause) if ('kind' in one) return one as OutboundError;
  const { name, code } = error as { name?: string; code?: string };
  const isLate = name === 'TimeoutError' || code?.endsWith('_TIMEOUT') === true;
  return isLate
    ? outboundError('timeout', 'There was no answer in time', error)
    : outboundError('unreachable', 'The address could not be reached', error);
}
