/** Server-sent events, as the HTML standard reads them; only what our API writes. */
import { setTimeout as pause } from 'node:timers/promises';
import type { Api } from './api.js';
import { Unreachable } from './failures.js';

export type StreamedEvent = { readonly id: string; readonly type: string; readonly data: string };

const LONGEST_PAUSE = 10_000;

/** Goes on behind the last event seen when the connection ends; returns with the event `end`. */
export async function* followStream(
  api: Api,
  path: string,
  signal: AbortSignal,
  onTrouble: (message: string) => void,
): AsyncGenerator<StreamedEvent> {
  let last: string | undefined;
  let wait = 500;
  for (;;) {
    try {
      const headers: Record<string, string> = last === undefined ? {} : { 'last-event-id': last };
      const response = await api.open('GET', path, { headers });
      for await (const event of readEvents(response)) {
        if (event.type === 'end') return;
        if (event.id !== '') last = event.id;
        wait = 500;
        yield event;
      }
    } catch (error) {
      // A connection that breaks throws whatever its socket says; a refusal is final.
      if (signal.aborted || !(error instanceof Unreachable || error instanceof TypeError)) throw error;
      onTrouble(error.message);
    }
    await pause(wait, undefined, { signal });
    wait = Math.min(wait * 2, LONGEST_PAUSE);
  }
}

async function* readEvents(response: Response): AsyncGenerator<StreamedEvent> {
  let block: string[] = [];
  for await (const line of readLines(response)) {
    if (line !== '') block.push(line);
    else if (block.length > 0) {
      const field = (name: string): string =>
        block
          .filter((one) => one.startsWith(`${name}: `))
          .map((one) => one.slice(name.length + 2))
          .join('\n');
      const type = field('event');
      if (type !== '') yield { id: field('id'), type, data: field('data') };
      block = [];
    }
  }
}

export async function* readLines(response: Response): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let held = '';
  for await (const chunk of response.body ?? []) {
    held += decoder.decode(chunk, { stream: true });
    const lines = held.split('\n');
    held = lines.pop() ?? '';
    yield* lines;
  }
  if (held !== '') yield held;
}
