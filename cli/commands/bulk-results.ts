/** What came of each line of a bulk job. */
import { pipeline } from 'node:stream/promises';
import { setTimeout as pause } from 'node:timers/promises';
import type { Context, Options } from '../command.js';
import { segment } from '../command.js';
import { Unreachable } from '../failures.js';
import { readLines } from '../read-event-stream.js';
import { plain } from '../terminal.js';

type Result = Readonly<Record<string, unknown>>;

/** Goes on behind the last line written when the connection breaks. */
export async function writeResults(
  context: Context,
  id: string,
  options: Options,
  to: NodeJS.WritableStream,
): Promise<void> {
  let after = (options['after'] as number | undefined) ?? 0;
  for (let attempt = 1; ; attempt += 1) {
    const query = {
      after,
      state: options['state'] as string | undefined,
      tx_codes: options['txCodes'] === true ? 'true' : undefined,
    };
    try {
      const response = await context.api.open('GET', `/bulk/${segment(id)}/results`, { query });
      const lines = async function* (): AsyncGenerator<string> {
        for await (const line of readLines(response)) {
          const result = JSON.parse(line) as Result & { line: number };
          yield context.isJson || to !== context.terminal.stdout ? `${line}\n` : `${describeResult(result)}\n`;
          after = result.line;
          attempt = 1;
        }
      };
      await pipeline(lines, to, { end: to !== context.terminal.stdout });
      return;
    } catch (error) {
      const isBroken = error instanceof Unreachable || error instanceof TypeError;
      // A file cannot be gone on with: the pipeline has closed it.
      if (!isBroken || attempt >= 5 || to !== context.terminal.stdout) throw error;
      await pause(1000 * attempt, undefined, { signal: context.terminal.signal });
    }
  }
}

function describeResult(result: Result): string {
  const { line, key, status, session_id, outcome, reason, error_description, credential_offer_deep_link, tx_code } =
    result;
  const shown = [
    line,
    status,
    key,
    session_id,
    outcome,
    reason,
    error_description,
    tx_code,
    credential_offer_deep_link,
  ];
  return shown
    .filter((one) => one !== undefined && one !== null)
    .map(plain)
    .join('  ');
}
