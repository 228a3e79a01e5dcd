/** Documents of did:web, fetched through the guarded way out. Who names a DID must not learn what lies behind it. */
import type { SendOutbound } from '../../ports/outbound.js';
import { createLookupCache } from '../../protocol/create-lookup-cache.js';
import type { DidDocumentOutcome, ResolveDidWeb } from '../../protocol/proof/did-methods.js';
import { parseDidWeb } from '../../protocol/proof/parse-did-web.js';

const TIMEOUT_MS = 2500;
const MOST_BYTES = 64 * 1024;
const MOST_KEPT = 200;
/** A batch and its retry need one fetch; a key that was taken out of the document is not long believed. */
const KEPT_MS = 60_000;
const FAILURE_KEPT_MS = 10_000;
const ACCEPT = 'application/did+json, application/did+ld+json;q=0.9, application/json;q=0.8';

export function createDidWebResolver({
  send,
  now,
}: {
  readonly send: SendOutbound;
  readonly now: () => Date;
}): ResolveDidWeb {
  const cached = createLookupCache<DidDocumentOutcome>({ now, mostEntries: MOST_KEPT });
  return async (did) => {
    const url = parseDidWeb(did);
    if (url === undefined) return { fault: 'The DID is not a did:web with the name of a host.' };
    return cached(did, async () => {
      const value = await fetchDocument(send, url);
      return { value, until: now().getTime() + ('fault' in value ? FAILURE_KEPT_MS : KEPT_MS) };
    });
  };
}

/** One request may name as many DIDs as it has proofs; so many fetches for one are none of ours to make. */
export function limitLookups(resolve: ResolveDidWeb, most: number): ResolveDidWeb {
  const seen = new Set<string>();
  return async (did) => {
    seen.add(did);
    return seen.size > most ? { fault: `One request may name at most ${most} did:web.` } : resolve(did);
  };
}

async function fetchDocument(send: SendOutbound, url: string): Promise<DidDocumentOutcome> {
  try {
    const { status, body } = await send({
      url,
      headers: { accept: ACCEPT, 'accept-encoding': 'identity' },
      timeoutMs: TIMEOUT_MS,
      maxBytes: MOST_BYTES,
    });
    // Redirects included: the DID says where its document is.
    if (status !== 200) return { fault: `The server of the DID document answers ${status}.` };
    return { document: JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body)) };
  } catch (error) {
    const kind = (error as { kind?: unknown } | null)?.kind;
    return {
      fault:
        typeof kind === 'string'
          ? `The DID document cannot be fetched (${kind}).`
          : 'The DID document is not readable JSON.',
    };
  }
}
