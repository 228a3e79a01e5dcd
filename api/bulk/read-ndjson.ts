/** Lines of JSON, one at a time: no more than one line is ever held. A line that is wrong spoils no other. */
import { refuse } from '../../protocol/errors/protocol-error.js';
import { parseJson } from '../http/read-body.js';
import type { UploadLine } from './dependencies.js';
import { LINE_LIMIT } from './dependencies.js';

const NEWLINE = 0x0a;
const faults = { malformed: 'bulk_line_invalid', duplicate: 'bulk_line_invalid' } as const;

export async function* readNdjson(chunks: AsyncIterable<Buffer>): AsyncGenerator<UploadLine> {
  let line = 1;
  let held: Buffer[] = [];
  let size = 0;
  const hold = (part: Buffer): void => {
    size += part.length;
    // What is too long is counted and not kept.
    if (size <= LINE_LIMIT) held.push(part);
    else held = [];
  };
  for await (const chunk of chunks) {
    let from = 0;
    for (let at = chunk.indexOf(NEWLINE, from); at !== -1; at = chunk.indexOf(NEWLINE, from)) {
      hold(chunk.subarray(from, at));
      yield* toLine(line, held, size);
      line += 1;
      held = [];
      size = 0;
      from = at + 1;
    }
    hold(chunk.subarray(from));
  }
  yield* toLine(line, held, size);
}

function* toLine(line: number, held: readonly Buffer[], size: number): Generator<UploadLine> {
  if (size > LINE_LIMIT) {
    const evidence = { reason: 'The line is too long.', expected: LINE_LIMIT, provided: size };
    yield { line, fault: refuse('bulk_line_invalid', evidence) };
    return;
  }
  const text = decode(Buffer.concat(held));
  if (text === undefined) yield { line, fault: refuse('bulk_line_invalid', { reason: 'The line is not UTF-8.' }) };
  else if (text !== '') yield { line, ...parseLine(text) };
}

/** Without a byte order mark, and without white space around it; undefined for what is not UTF-8. */
function decode(bytes: Buffer): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes).trim();
  } catch {
    return undefined;
  }
}

function parseLine(text: string): { value: Record<string, unknown> } | { fault: ReturnType<typeof refuse> } {
  try {
    const value = parseJson(text, faults);
    if (value !== null && typeof value === 'object' && !Array.isArray(value))
      return { value: value as Record<string, unknown> };
    return { fault: refuse('bulk_line_invalid', { reason: 'The line is not a JSON object.' }) };
  } catch (error) {
    return { fault: error as ReturnType<typeof refuse> };
  }
}
