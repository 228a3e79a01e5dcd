/** A back office's webhook receiver, which may misbehave on demand. */
import type { IncomingHttpHeaders } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export type Received = {
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  readonly body: any;
  readonly at: number;
};
export type Behaviour = (
  received: Received,
  count: number,
) => number | 'hang' | { status: number; headers: Record<string, string> };

export type Receiver = {
  readonly url: string;
  readonly received: Received[];
  behave: Behaviour;
  /** Types in the order they came, of one session. */
  readonly types: (sessionId: string) => string[];
  readonly close: () => Promise<void>;
};

export async function startReceiver(behave: Behaviour = () => 204, port = 0): Promise<Receiver> {
  const received: Received[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const text = Buffer.concat(chunks).toString('utf8');
      const one = { headers: request.headers, text, body: JSON.parse(text), at: Date.now() };
      received.push(one);
      const answer = receiver.behave(one, received.length);
      if (answer === 'hang') return;
      const { status, headers } = typeof answer === 'number' ? { status: answer, headers: {} } : answer;
      response.writeHead(status, headers).end();
    });
  });
  await new Promise<void>((resolve) => void server.listen(port, '127.0.0.1', resolve));
  const receiver: Receiver = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`,
    received,
    behave,
    types: (sessionId) => received.filter((one) => one.body.session_id === sessionId).map((one) => one.body.type),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return receiver;
}
