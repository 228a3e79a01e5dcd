/** The back office's side: the private API. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { DemoFailure, unreachable } from './failure.js';
import { step } from './print.js';

export type CreatedSession = {
  readonly session_id: string;
  readonly credential_offer_uri: string;
  readonly tx_code?: string;
  readonly console_url: string;
};

export class BackOffice {
  readonly #key = readAdminKey();

  constructor(readonly url: string) {}

  async createSession(body: object): Promise<CreatedSession> {
    const session = await this.#call<CreatedSession>('POST', '/sessions', 201, body);
    step('back office', 'POST /sessions', '201', `session ${session.session_id}`);
    return session;
  }

  async supplyClaims(sessionId: string, claims: object): Promise<void> {
    await this.#call('PUT', `/sessions/${sessionId}/claims`, 200, claims);
    step('back office', 'PUT /sessions/{id}/claims', '200', `claims for ${Object.keys(claims).length} configurations`);
  }

  /** The notification is a signal: the session knows of it a moment after the wallet has its answer. */
  async expectStatus(sessionId: string, expected: string): Promise<void> {
    let status = '';
    for (let attempt = 0; attempt < 20 && status !== expected; attempt += 1) {
      await pause(100);
      ({ status } = await this.#call<{ status: string }>('GET', `/sessions/${sessionId}`, 200));
    }
    step('back office', 'GET /sessions/{id}', '200', `status ${status}`);
    if (status !== expected) throw new DemoFailure(`The session should be ${expected} by now.`);
  }

  async #call<T>(method: string, path: string, wanted: number, body?: object): Promise<T> {
    const answer = await fetch(this.url + path, {
      method,
      headers: { authorization: `Bearer ${this.#key}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(10_000),
    }).catch((error: unknown) => {
      throw unreachable(this.url, error);
    });
    const text = await answer.text();
    if (answer.status === 401)
      throw new DemoFailure('The private API does not accept the admin key; set VOUCHSAFE_ADMIN_KEY.');
    if (answer.status !== wanted)
      throw new DemoFailure(`${method} ${path} was answered ${answer.status}: ${text.slice(0, 500)}`);
    return (text === '' ? undefined : JSON.parse(text)) as T;
  }
}

function readAdminKey(): string {
  const { VOUCHSAFE_ADMIN_KEY: key, VOUCHSAFE_DATA_DIR: directory } = process.env;
  if (key !== undefined && key !== '') return key;
  const file = join(directory || '.local', 'admin-key');
  try {
    return readFileSync(file, 'utf8').trim();
  } catch {
    throw new DemoFailure(`There is no admin key: set VOUCHSAFE_ADMIN_KEY, or run where npm start left ${file}.`);
  }
}
