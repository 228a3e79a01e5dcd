/** The console on a port of its own, and a browser without a screen: cookies, forms, redirects left to the test. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { asRefusal } from '../../api/http/answer-errors.js';
import { createConsole } from '../../console/create-console.js';
import type { ConsoleDependencies } from '../../console/dependencies.js';
import type { CredentialAdministration } from '../../ports/credential-administration.js';
import { deriveStalled } from '../../protocol/derive-stalled.js';
import { catalogue, type Reason } from '../../protocol/errors/catalogue.js';
import { refuse } from '../../protocol/errors/protocol-error.js';
import { createFakeBackOffice, type FakeBackOffice, START, shippedIssuer } from './fake-back-office.js';

export const ADMIN_KEY = 'a-key-for-tests-only';

export type ServedConsole = {
  readonly url: string;
  readonly backOffice: FakeBackOffice;
  readonly clock: { now: number };
  readonly reported: unknown[];
  readonly close: () => Promise<void>;
};

const withoutCredentials: CredentialAdministration = {
  loadCredential: async () => {
    throw refuse('credential_unknown');
  },
  listCredentials: async () => [],
  changeStatus: async () => 'unchanged',
  changeStatusOfSubject: async () => [],
};

export async function serveConsole(change: Partial<ConsoleDependencies> = {}, port = 0): Promise<ServedConsole> {
  const backOffice = createFakeBackOffice();
  const clock = { now: START + 60_000 };
  const reported: unknown[] = [];
  const app = express().use(
    '/console',
    createConsole({
      backOffice,
      credentials: withoutCredentials,
      switches: { listOff: () => [] },
      issuers: [{ id: 'default', identifier: 'https://issuer.example', configuration: shippedIssuer }],
      login: { isValidKey: (key) => key === ADMIN_KEY, sessionSecret: new Uint8Array(32).fill(7) },
      temporalUiUrl: 'http://127.0.0.1:8233/',
      temporalNamespace: 'default',
      workflowIdOf: (id) => `issuance-session:${id}`,
      deriveStalled,
      asRefusal,
      describeReason: (reason) => (Object.hasOwn(catalogue, reason) ? catalogue[reason as Reason] : undefined),
      report: (error) => void reported.push(error),
      now: () => new Date(clock.now),
      isSecure: false,
      ...change,
    }),
  );
  const server = await listen(createServer(app), port);
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/console`;
  const close = () => new Promise<void>((resolve) => void server.close(() => resolve()));
  return { url, backOffice, clock, reported, close };
}

function listen(server: Server, port: number): Promise<Server> {
  return new Promise((resolve) => void server.listen(port, '127.0.0.1', () => resolve(server)));
}

export type Page = { readonly status: number; readonly html: string; readonly headers: Headers };

export class Visitor {
  cookies = new Map<string, string>();

  constructor(readonly base: string) {}

  async get(path: string, headers: Record<string, string> = {}): Promise<Page> {
    return this.#ask(path, { headers });
  }

  async post(
    path: string,
    fields: Record<string, string> | FormData,
    headers: Record<string, string> = {},
  ): Promise<Page> {
    return this.#ask(path, {
      method: 'POST',
      headers,
      body: fields instanceof FormData ? fields : new URLSearchParams(fields),
    });
  }

  async logIn(key = ADMIN_KEY, next = ''): Promise<Page> {
    const { html } = await this.get('/login');
    return this.post('/login', { key, next, form_token: formToken(html) });
  }

  async #ask(path: string, init: RequestInit & { headers: Record<string, string> }): Promise<Page> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(`${this.base}${path}`, {
      ...init,
      redirect: 'manual',
      headers: { ...init.headers, cookie },
    });
    for (const one of response.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(one)!;
      if (value === '') this.cookies.delete(name!);
      else this.cookies.set(name!, value!);
    }
    return { status: response.status, html: await response.text(), headers: response.headers };
  }
}

export function formToken(html: string): string {
  return /name="form_token" value="([^"]+)"/.exec(html)?.[1] ?? '';
}
