/** What every command has: where the API is, its key, and the two ways to answer. */
import { readFileSync } from 'node:fs';
import { Command, Option } from 'commander';
import type { Api } from './api.js';
import { createApi } from './api.js';
import { unshielded } from './dashed-ids.js';
import { UsageFault } from './failures.js';
import type { Terminal } from './terminal.js';

export type Context = {
  readonly api: Api;
  readonly terminal: Terminal;
  readonly isJson: boolean;
  /** One result: as JSON, or in words. */
  readonly show: (value: unknown, words: (value: never) => string) => void;
  /** One of many: a line of NDJSON, or of words. */
  readonly write: (value: unknown, words: string) => void;
};
export type Options = Readonly<Record<string, unknown>>;
type Act = (context: Context, parameters: readonly (string | undefined)[], options: Options) => Promise<void>;

export const DEFAULT_URL = 'http://127.0.0.1:3001';

/** A command that calls the API. `spelling` as commander takes it: `show <session>`. */
export function calling(terminal: Terminal, spelling: string, about: string, act: Act): Command {
  const command = new Command(spelling.split(' ')[0]);
  for (const parameter of spelling.split(' ').slice(1)) command.argument(parameter);
  command
    .description(about)
    .addOption(new Option('--url <url>', 'private listener of Vouchsafe').env('VOUCHSAFE_API_URL').default(DEFAULT_URL))
    .addOption(
      new Option('--key-file <file>', 'file that holds the API key; instead of VOUCHSAFE_API_KEY').env(
        'VOUCHSAFE_API_KEY_FILE',
      ),
    )
    .option('--json', 'JSON on standard output, one object a line where there are several')
    .allowExcessArguments(false)
    .action(async () => {
      const given = Object.entries(command.opts<Options>());
      const options = Object.fromEntries(given.map(([name, value]) => [name, unshielded(value)]));
      await act(contextOf(terminal, options), unshielded(command.processedArgs as (string | undefined)[]), options);
    });
  return command;
}

function contextOf(terminal: Terminal, options: Options): Context {
  const isJson = options['json'] === true;
  const line = (text: string): void => void terminal.stdout.write(`${text}\n`);
  return {
    api: createApi({ url: checkUrl(String(options['url'])), key: readKey(terminal, options), signal: terminal.signal }),
    terminal,
    isJson,
    show: (value, words) => line(isJson ? JSON.stringify(value, null, 2) : words(value as never)),
    write: (value, words) => line(isJson ? JSON.stringify(value) : words),
  };
}

function checkUrl(text: string): string {
  if (URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)) return text;
  throw new UsageFault('--url (VOUCHSAFE_API_URL) must be an http or https address');
}

/** Never a parameter: what stands on a command line is seen by every user of the machine. */
function readKey({ env }: Terminal, options: Options): string {
  const file = options['keyFile'];
  try {
    const key = (typeof file === 'string' ? readFileSync(file, 'utf8') : (env['VOUCHSAFE_API_KEY'] ?? '')).trim();
    if (/^[\x21-\x7e]+$/.test(key)) return key;
  } catch (error) {
    throw new UsageFault(`The key file cannot be read: ${(error as Error).message}`);
  }
  throw new UsageFault('There is no API key: set VOUCHSAFE_API_KEY, or name a file with --key-file');
}

/** Whole numbers from `least`. @throws UsageFault */
export function wholeNumber(name: string, least = 1): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (/^\d+$/.test(text) && value >= least) return value;
    throw new UsageFault(`${name} must be a whole number of at least ${least}`);
  };
}

export const collect = (value: string, earlier: readonly string[] = []): readonly string[] => [...earlier, value];
/** A path segment of the caller's choosing. */
export const segment = (text: string | undefined): string => encodeURIComponent(text ?? '');
