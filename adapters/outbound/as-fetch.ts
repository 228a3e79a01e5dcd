/** The guarded way out in the shape of `fetch`, for libraries that bring none of their own. */
import type { OutboundError, OutboundRequest, SendOutbound } from '../../ports/outbound.js';

export type FetchLike = (
  url: string,
  options: { readonly method?: string; readonly headers?: Readonly<Record<string, string>>; readonly body?: unknown },
) => Promise<Response>;

/** Statuses whose responses cannot have a body (WHATWG Fetch, null body status). */
const WITHOUT_BODY = [204, 205, 304];

export function asFetch(
  send: SendOutbound,
  limits: { readonly timeoutMs: number; readonly maxBytes: number },
): FetchLike {
  return async (url, { method = 'GET', headers, body }) => {
    const answer = await sendAsFetch(send, {
      url,
      method: method as 'GET' | 'POST',
      ...(headers === undefined ? {} : { headers }),
      ...(body == null ? {} : { body: body instanceof Uint8Array ? body : String(body) }),
      ...limits,
    });
    const content = WITHOUT_BODY.includes(answer.status) ? null : new Uint8Array(answer.body);
    return new Response(content, { status: answer.status, headers: { ...answer.headers } });
  };
}

/** Libraries know a late answer by this name. */
async function sendAsFetch(send: SendOutbound, request: OutboundRequest) {
  try {
    return await send(request);
  } catch (error) {
    const { kind, message } = error as OutboundError;
    throw kind === 'timeout' ? new DOMException(message, 'TimeoutError') : error;
  }
}
