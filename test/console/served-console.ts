/** The console on a port of its own, and a browser without a screen: cookies, forms, redirects left to the test. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { actAs } from '../../api/back-office/act-as.js';
import { actOnInbox } from '../../api/back-office/act-on-inbox.js';
import { asRefusal } from '../../api/http/answer-errors.js';
import { auditActs, nameRequest, noteAct, noteRefusal } from '../../api/private/audit.js';
import { createConsole } from '../../console/create-console.js';
import type { ConsoleDependencies, OperatorsOffice } from '../../console/dependencies.js';
import type { ActFacts, AuditRow } from '../../ports/audit.js';
import type { Caller } from '../../ports/caller.js';
import type { CredentialAdministration } from '../../ports/credential-administration.js';
import { deriveStalled } from '../../protocol/derive-stalled.js';
import { catalogue, type Reason } from '../../protocol/errors/catalogue.js';
import { refuse } from '../../protocol/errors/protocol-error.js';
import { createFakeBackOffice, type FakeBackOffice, START, shippedIssuer } from './fake-back-office.js';
import { createFakeInbox } from './fake-inbox.js';

export const ADMIN_KEY = 'a-key-for-tests-only';

export type ServedConsole = {
  readonly url: string;
  readonly backOffice: FakeBackOffice;
  readonly clock: { now: number };
  readonly reported: unknown[];
  /** The audit record. */
  readonly acts: AuditRow[];
  /** By the key that logs them in. */
  readonly callers: Map<string, Caller>;
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

export async function serveConsole(
  change: Partial<ConsoleDependencies> = {},
  port = 0,
  office: Partial<OperatorsOffice> = {},
): Promise<ServedConsole> {
  const backOffice = createFakeBackOffice();
  const inbox = createFakeInbox(backOffice);
  const clock = { now: START + 60_000 };
  const reported: unknown[] = [];
  const acts: AuditRow[] = [];
  const callers = new Map<string, Caller>([[ADMIN_KEY, { id: 'admin-key', scopes: ['admin'] }]]);
  const issuers = [{ id: 'default', identifier: 'https://issuer.example', configuration: shippedIssuer }];
  const app = express().use(
    '/console',
    nameRequest,
    createConsole({
      switches: { listOff: () => [] },
      findVersion: async (id) => ({ id, identifier: 'https://issuer.example', configuration: shippedIssuer }),
      login: {
        logIn: async (key) => {
          const found = callers.get(key);
          if (found === undefined) throw refuse('api_key_wrong');
          return { caller: found, name: found.id };
        },
        findCaller: async (id) => [...callers.values()].find((one) => one.id === id),
        sessionSecret: new Uint8Array(32).fill(7),
      },
      actAs: (response, caller) => {
        const acting = {
          caller,
          note: (facts: ActFacts) => noteAct(response, facts),
          findIssuerId: (named: string | undefined) => named ?? 'default',
        };
        return {
          backOffice: actAs(backOffice, acting),
          inbox: actOnInbox(inbox, acting, backOffice.loadSession),
          credentials: withoutCredentials,
          issuers,
          ...office,
        };
      },
      auditActs: auditActs({
        append: async (row) => void acts.push(row),
        report: (error) => void reported.push(error),
        now: () => new Date(clock.now),
      }),
      noteRefusal,
      listActs: async (session) => acts.filter((one) => one.session === session),
      temporalUiUrl: 'http://127.0.0.1:8233/',
      temporalNamespace: 'default',
      workflowIdOf: (id) => `issuance-session:${id}`,
      deriveStalled,
      asRefusal,
      describeReason: (reason) => (Object.hasOwn(catalogue(), reason) ? catalogue()[reason as Reason] : undefined),
      report: (error) => void reported.push(error),
      now: () => new Date(clock.now),
      isSecure: false,
      ...change,
    }),
  );
  const server = await listen(createServer(app), port);
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/console`;
  const close = () => new Promise<void>((resolve) => void server.close(() => resolve()));
  return { url, backOffice, clock, reported, acts, callers, close };
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
