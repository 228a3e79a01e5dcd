import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { describe, expect, it } from 'vitest';
import { shieldIds, unshielded } from '../../cli/dashed-ids.js';
import { Administrator } from '../support/callers.js';
import { AV, DATASETS } from '../support/datasets.js';
import { eventually } from '../support/eventually.js';
import { sharedStack } from '../support/stack.js';
import { runCli, startCli } from './run-cli.js';

const stack = sharedStack();
const office = new Administrator(stack);
const folder = mkdtempSync(join(tmpdir(), 'vouchsafe-cli-'));

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

async function create(...args: string[]): Promise<string> {
  const made = await runCli(stack, ['sessions', 'create', '-c', AV, '--json', ...args]);
  expect([made.code, made.err]).toEqual([0, '']);
  return made.json().session_id;
}

describe('vouchsafe', () => {
  it('answers --help with 0 and a wrong command line with 2, and sends nothing', async () => {
    const help = await runCli(stack, ['bulk', 'create', '--help']);
    expect([help.code, help.out]).toEqual([0, expect.stringContaining('--configuration')]);
    for (const args of [
      ['sessions', 'shw'],
      ['sessions', 'show'],
      ['sessions', 'create'],
      ['bulk', 'create', 'missing.csv'],
    ])
      expect([args, (await runCli(stack, args)).code]).toEqual([args, 2]);
  });

  it('ends with 2 without a key, with 1 when refused and with 3 when nobody answers', async () => {
    const keyless = await runCli(stack, ['sessions', 'list'], { env: { VOUCHSAFE_API_KEY: '' } });
    expect([keyless.code, keyless.out]).toEqual([2, '']);
    const refused = await runCli(stack, ['sessions', 'show', 'no-such-session']);
    expect([refused.code, refused.err]).toEqual([1, expect.stringContaining('session_unknown')]);
    const away = await runCli({ ...stack, privateUrl: 'http://127.0.0.1:9' }, ['sessions', 'show', 'x']);
    expect([away.code, away.err]).toEqual([3, expect.stringContaining('No answer')]);
    expect(refused.err + away.err).not.toContain(stack.adminKey);
  });

  it('creates, shows, supplies, denies, tails and exports a session', async () => {
    const id = await create('--reference', 'of the command line');
    const claims = file('claims.json', JSON.stringify(DATASETS[AV]));
    expect((await runCli(stack, ['claims', 'supply', id, AV, claims, '--json'])).json()).toEqual({
      outcome: 'supplied',
      outcomes: { [AV]: 'supplied' },
    });
    const piped = await runCli(stack, ['claims', 'supply', id, AV, '-'], { input: JSON.stringify(DATASETS[AV]) });
    expect(piped.out).toBe(`${AV}: unchanged\n`);
    const tail = startCli(stack, ['sessions', 'tail', id, '--json']);
    await eventually(() => expect(tail.out()).toContain('claims_supplied'));
    expect((await runCli(stack, ['claims', 'deny', id])).code).toBe(0);
    await eventually(() => expect(tail.out()).toContain('claims_denied'));
    tail.child.kill('SIGINT');
    const { code } = await tail.ended;
    expect([0, 130]).toContain(code);
    const exported = (await runCli(stack, ['export', id])).json();
    expect(exported.events.map((one: { type: string }) => one.type)).toContain('claims_denied');
    expect(JSON.stringify(exported)).not.toContain('"age_over_18":true');
  });

  it('lists all pages as one object a line', async () => {
    const reference = `paged ${Date.now()}`;
    const ids = [await create('--reference', reference), await create('--reference', reference)];
    const listed = await runCli(stack, ['sessions', 'list', '--reference', reference, '--all', '--json']);
    expect(listed.lines().map((one) => one.session_id)).toEqual(ids.reverse());
  });

  it('tails the feed by cursor, each event once', async () => {
    const id = await create();
    const read = async () => {
      const ran = await runCli(stack, ['events', 'tail', '--once', '--type', 'offer_created', '--json']);
      return ran.lines().filter((one) => one.session_id === id);
    };
    await eventually(async () => expect(await read()).toHaveLength(1), 20_000, 500);
  });

  it('creates sessions from CSV, and again from the same file answers the same job', async () => {
    const rows = [
      'key,reference,tx_code,claims.age_over_18,claims.age_over_65',
      ...[1, 2, 3].map((n) => `k${n}-${Date.now()},ref ${n},TRUE,true,false`),
    ];
    const path = file('people.csv', `\ufeff${rows.join('\r\n')}\r\n`);
    const results = join(folder, 'results.ndjson');
    const args = ['bulk', 'create', path, '-c', AV, '--wait', '--results', results, '--tx-codes', '--json'];
    const first = await runCli(stack, args);
    expect([first.code, first.json()]).toEqual([0, expect.objectContaining({ total: 3, done: 3, failed: 0 })]);
    const lines = readFileSync(results, 'utf8')
      .trim()
      .split('\n')
      .map((one) => JSON.parse(one));
    expect(lines.map((one) => one.tx_code)).toEqual(Array(3).fill(expect.stringMatching(/^\d{6}$/)));
    const session = await office.session(lines[0].session_id);
    expect(session.deliverables[0]?.claims).toBe('released');
    const again = await runCli(stack, ['bulk', 'create', path, '-c', AV, '--json']);
    expect(again.json().bulk_id).toBe(first.json().bulk_id);
  });

  it('ends with 1 when a line of a job it waits for failed, and shows why', async () => {
    const lines = [{ session_id: 'none', claims: DATASETS[AV] }];
    const ran = await runCli(stack, ['bulk', 'supply', '-', '--format', 'ndjson', '-c', AV, '--wait', '--json'], {
      input: lines.map((one) => JSON.stringify(one)).join('\n'),
    });
    expect([ran.code, ran.json()]).toEqual([1, expect.objectContaining({ failed: 1 })]);
    const shown = await runCli(stack, ['bulk', 'results', ran.json().bulk_id]);
    expect(shown.out).toContain('session_unknown');
  });
});

describe('an id that begins with a dash', () => {
  it.each(['-emnYRAlRHjEkl7Pvtf8up', '--mnYRAlRHjEkl7Pvtf8up'])('%s is no option', async (id) => {
    for (const args of [
      ['sessions', 'show', id],
      ['bulk', 'results', id],
      ['claims', 'deny', id, AV],
    ]) {
      const { code, err } = await runCli(stack, args);
      expect([args, code, err]).toEqual([args, 1, expect.stringMatching(/session_unknown|bulk_job_unknown/)]);
    }
  });

  it('leaves options what they are', () => {
    const command = new Command('deny').option('-c, --configuration <id>').option('--a-name-of-22-letters');
    const words = ['--a-name-of-22-letters', '-cUniversityDegreeCred', '-short', '--', 'x'.repeat(22)];
    expect(words.slice(0, 2).map((one) => one.length)).toEqual([22, 22]);
    expect(shieldIds(words, [command])).toEqual(words);
    expect(unshielded(shieldIds([`-${'x'.repeat(21)}`], [command]))).toEqual([`-${'x'.repeat(21)}`]);
  });
});

it('lists API keys to the end, page by page', async () => {
  const asked: (string | undefined)[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url);
    const isLast = request.url?.includes('after=') === true;
    const page = { api_keys: [{ id: isLast ? 'old' : 'new' }], next_after: isLast ? null : '1.old' };
    response.setHeader('content-type', 'application/json').end(JSON.stringify(page));
  });
  await new Promise<void>((done) => void server.listen(0, '127.0.0.1', done));
  const privateUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const listed = await runCli({ ...stack, privateUrl }, ['keys', 'list', '--json']);
  server.close();
  expect(listed.lines()).toEqual([{ id: 'new' }, { id: 'old' }]);
  expect(asked).toEqual(['/api-keys?limit=1000', '/api-keys?limit=1000&after=1.old']);
});
