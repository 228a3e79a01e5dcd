/** A back office for tests: speaks the private API and nothing else. */
import { findContractBreaks } from './contract.js';
import { eventually } from './eventually.js';
import type { StackInfo } from './stack.js';
import type { Answer, Offer } from './wallet.js';
import { send } from './wallet.js';

export type Created = {
  readonly session_id: string;
  readonly status: string;
  readonly credential_offer: Offer;
  readonly credential_offer_uri: string;
  readonly credential_offer_deep_link: string;
  readonly credential_offer_deep_links: readonly string[];
  readonly tx_code?: string;
  readonly tx_code_already_given?: boolean;
  readonly expires_at: string;
  readonly workflow_id: string;
  readonly console_url: string;
};

export type Problem = { reason: string; endpoint: string; count: number; retryable: boolean; at: string };
export type SessionAnswer = {
  readonly session_id: string;
  readonly issuer: string;
  readonly status: string;
  readonly is_open: boolean;
  readonly client_id: string | null;
  readonly dpop_bound: boolean | null;
  readonly reference: string | null;
  readonly offer: { renewals: number; redeemed: boolean; fetches: number; tx_code_attempts_left?: number };
  readonly deliverables: {
    credential_configuration_id: string;
    claims: string;
    issuances: { state: string; keys: number; was_deferred: boolean }[];
  }[];
  readonly problem: Problem | null;
  readonly stalled: string | null;
};
export type EventAnswer = { seq: number; type: string; at: string; details: Record<string, unknown> | null };
export type LogAnswer = {
  id: string;
  at: string;
  level: string;
  endpoint: string;
  message: string;
  data: Record<string, any> | null;
  request_id: string | null;
  count?: number;
  too_early?: number;
};
export type Refused = { error: string; error_description: string; reason?: string; detail?: string; problems?: any[] };

export class BackOffice {
  constructor(readonly at: Pick<StackInfo, 'privateUrl' | 'adminKey'>) {}

  /** Any call, with the key unless `headers` say otherwise. An answer that breaks the API's document is an error. */
  async call<T = any>(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Answer<T>> {
    const text = body === undefined || typeof body === 'string' ? body : JSON.stringify(body);
    const answer = await send<T>(this.at.privateUrl + path, {
      method,
      headers: {
        authorization: `Bearer ${this.at.adminKey}`,
        ...(text === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(text === undefined ? {} : { body: text }),
    });
    const breaks = findContractBreaks(method, path, answer);
    if (breaks.length > 0) throw new Error(`The answer is not the one of /openapi.json: ${breaks.join('; ')}`);
    return answer;
  }

  /** The body of an answer that must be a success. */
  async get<T>(path: string): Promise<T> {
    return succeeded(await this.call<T>('GET', path));
  }

  async create(body: object, headers: Record<string, string> = {}): Promise<Created> {
    return succeeded(await this.call<Created>('POST', '/sessions', body, headers));
  }

  session(id: string): Promise<SessionAnswer> {
    return this.get(`/sessions/${id}`);
  }

  async events(id: string): Promise<EventAnswer[]> {
    return (await this.get<{ events: EventAnswer[] }>(`/sessions/${id}/events`)).events;
  }

  async eventTypes(id: string): Promise<string[]> {
    return (await this.events(id)).map((one) => one.type);
  }

  /** Newest first, as an operator sees them; written within a moment of the answer: see `untilLogged`. */
  async logs(id: string): Promise<LogAnswer[]> {
    return (await this.get<{ logs: LogAnswer[] }>(`/sessions/${id}/logs?limit=500`)).logs;
  }

  /** The newest such record, as soon as there is one. */
  untilLogged(id: string, isMeant: (record: LogAnswer) => boolean): Promise<LogAnswer> {
    return eventually(async () => {
      const logs = await this.logs(id);
      const found = logs.find(isMeant);
      if (found !== undefined) return found;
      throw new Error(`Not in the log, which has: ${logs.map((one) => `${one.endpoint} ${one.message}`).join('; ')}`);
    });
  }

  /** The session's problem, as soon as it is this one. */
  untilProblem(id: string, reason: string): Promise<Problem> {
    return eventually(async () => {
      const { problem } = await this.session(id);
      if (problem?.reason === reason) return problem;
      throw new Error(`The problem is ${problem?.reason ?? 'none'} and not ${reason}`);
    });
  }

  supply(id: string, configurationId: string, claims: unknown): Promise<Answer<{ outcome?: string } & Refused>> {
    return this.call('PUT', `/sessions/${id}/claims/${configurationId}`, claims);
  }

  deny(id: string, configurationId?: string): Promise<Answer<Refused>> {
    const path = configurationId === undefined ? 'deny' : `claims/${configurationId}/deny`;
    return this.call('POST', `/sessions/${id}/${path}`);
  }

  cancel(id: string): Promise<Answer<Refused>> {
    return this.call('POST', `/sessions/${id}/cancel`);
  }

  async renew(id: string, body?: object): Promise<Created> {
    return succeeded(await this.call<Created>('POST', `/sessions/${id}/renew-offer`, body));
  }

  async storeClaims(id: string, configurationId: string, claims: unknown): Promise<string> {
    const body = { session_id: id, credential_configuration_id: configurationId, claims };
    return succeeded(await this.call<{ reference: string }>('POST', '/claims', body)).reference;
  }
}

function succeeded<T>(answer: Answer<T>): T {
  if (answer.status >= 200 && answer.status < 300) return answer.body;
  throw new Error(`The back office was answered ${answer.status}: ${JSON.stringify(answer.body)}`);
}
