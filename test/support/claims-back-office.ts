/** A back office that is asked for claims: remembers every question, answers as it is told. */
import type { IncomingMessage, Server } from 'node:http';
import { createServer } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { TLSSocket } from 'node:tls';

export type Question = {
  readonly headers: IncomingMessage['headers'];
  readonly text: string;
  readonly body: Record<string, unknown>;
  /** Common name of the certificate it came with. */
  readonly client?: string;
};
/** `silence`: the connection stays open and nothing is said. */
export type Reply =
  | 'silence'
  | {
      readonly status: number;
      readonly body?: unknown;
      readonly headers?: Record<string, string>;
      readonly after?: number;
    };

export type ServerTls = { readonly cert: string; readonly key: string; readonly ca: string };

export class ClaimsBackOffice {
  readonly questions: Question[] = [];
  /** By session: sessions of one file do not disturb each other. */
  readonly #scripts = new Map<string, (asked: number) => Reply>();
  #server: Server | undefined;

  async start(tls?: ServerTls): Promise<this> {
    const listen = (request: IncomingMessage, response: Parameters<Parameters<typeof createServer>[1] & object>[1]) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const reply = this.#hear(request, Buffer.concat(chunks).toString());
        if (reply === 'silence') return;
        const { status, body, headers = {}, after = 0 } = reply;
        const text = body === undefined ? '' : typeof body === 'string' ? body : JSON.stringify(body);
        setTimeout(
          () => response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(text),
          after,
        );
      });
    };
    const server =
      tls === undefined
        ? createServer(listen)
        : createTlsServer({ ...tls, requestCert: true, rejectUnauthorized: true }, listen);
    this.#server = server;
    await new Promise<void>((resolve) => {
      server.listen(0, '127.0.0.1', resolve);
    });
    return this;
  }

  get port(): number {
    return (this.#server?.address() as AddressInfo | null)?.port ?? 0;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}/claims`;
  }

  /** What sessions with this reference are answered: by the count of the question, from 1. */
  answer(reference: string, script: (asked: number) => Reply): void {
    this.#scripts.set(reference, script);
  }

  asked(reference: string): Question[] {
    return this.questions.filter((one) => one.body['reference'] === reference);
  }

  async stop(): Promise<void> {
    this.#server?.closeAllConnections();
    await new Promise((resolve) => this.#server?.close(resolve));
  }

  #hear(request: IncomingMessage, text: string): Reply {
    const body = JSON.parse(text) as Record<string, unknown>;
    const certificate = (request.socket as Partial<TLSSocket>).getPeerCertificate?.();
    const client = certificate?.subject?.CN;
    this.questions.push({ headers: request.headers, text, body, ...(typeof client === 'string' ? { client } : {}) });
    const reference = String(body['reference']);
    const script = this.#scripts.get(reference);
    return script?.(this.asked(reference).length) ?? { status: 404, body: { error: 'unknown session' } };
  }
}
