/** A last step between an answer and its sending: what it writes is there before the caller hears of anything. */
import type { Response } from 'express';

/** The body as text; empty where there is none. */
export type PendingAnswer = { readonly status: number; readonly body: string };

/**
 * Runs `step` once the answer is complete and before its first byte leaves. Of several, the last one added runs first.
 * When it throws, `onFailure` answers instead, without further steps of this response's that have not run yet.
 */
export function beforeSending(
  response: Response,
  step: (answer: PendingAnswer) => Promise<void>,
  onFailure: (error: unknown) => { readonly status: number; readonly body: object },
): void {
  const send = response.end.bind(response) as (chunk?: unknown, encoding?: unknown) => Response;
  let isEnding = false;
  response.end = ((chunk?: unknown, encoding?: unknown): Response => {
    if (isEnding || response.headersSent) return send(chunk, encoding);
    isEnding = true;
    void step({ status: response.statusCode, body: textOf(chunk) }).then(
      () => send(chunk, encoding),
      (error: unknown) => {
        const { status, body } = onFailure(error);
        for (const name of ['Content-Length', 'ETag', 'Location', 'Link', 'Set-Cookie']) response.removeHeader(name);
        response.status(status).set({ 'Content-Type': 'application/json; charset=utf-8', 'Retry-After': '1' });
        send(JSON.stringify(body), 'utf8');
      },
    );
    return response;
  }) as Response['end'];
}

function textOf(chunk: unknown): string {
  if (typeof chunk === 'string') return chunk;
  return Buffer.isBuffer(chunk) ? chunk.toString('utf8') : '';
}
