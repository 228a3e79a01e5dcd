/** Bytes on a socket, for what no HTTP library would send. */
import { connect } from 'node:net';

/** Milliseconds, once it has begun to answer. */
const SILENCE = 1500;

export type SocketAnswer = {
  /** All that came until the other side hung up or nothing more was to be expected. */
  readonly text: string;
  /** Of each answer on the connection, in order. */
  readonly statuses: readonly number[];
  readonly wasClosed: boolean;
};

/**
 * Sends the pieces one after the other and reads until the connection is closed, has been silent for a while, or nothing
 * came in `patience` milliseconds.
 */
export function sendBytes(
  url: string,
  pieces: readonly (string | Buffer)[],
  { patience = 10_000, pause = 0 } = {},
): Promise<SocketAnswer> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    let text = '';
    const socket = connect(Number(port), hostname);
    const finish = (wasClosed: boolean): void => {
      socket.destroy();
      const statuses = [...text.matchAll(/HTTP\/1\.1 (\d{3}) /g)].map(([, status]) => Number(status));
      resolve({ text, statuses, wasClosed });
    };
    socket.setTimeout(patience, () => finish(false));
    socket.on('data', (chunk) => {
      socket.setTimeout(SILENCE);
      text += chunk.toString('latin1');
    });
    socket.on('close', () => finish(true));
    // Whoever is refused in the middle of sending is told so by a reset.
    socket.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'ECONNRESET' && error.code !== 'EPIPE') reject(error);
    });
    socket.on('connect', async () => {
      for (const piece of pieces) {
        if (socket.destroyed) return;
        socket.write(typeof piece === 'string' ? Buffer.from(piece, 'latin1') : piece);
        if (pause > 0) await new Promise((done) => setTimeout(done, pause));
      }
    });
  });
}
