/** Routes of the private API on a port of their own, for one test. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Express } from 'express';
import { onTestFinished } from 'vitest';
import { answerErrors } from '../../../api/http/answer-errors.js';

/** Refusals are answered as the API answers them. Gives its URL; it is gone when the test is over. */
export async function serveApp(app: Express): Promise<string> {
  const nothing = (): void => undefined;
  app.use(answerErrors(nothing, nothing));
  const server = createServer(app);
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
