/** The status list of a wallet provider, on loopback: all its entries are valid. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { listJwt } from './status-provider.js';
import type { WalletProvider } from './wallet-attestation.js';

export async function serveStatusList(provider: WalletProvider): Promise<{ uri: string; stop: () => void }> {
  const server = createServer(async (_request, response) => {
    response.setHeader('content-type', 'application/statuslist+jwt').end(await listJwt(provider, { uri, set: {} }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const uri = `http://127.0.0.1:${(server.address() as AddressInfo).port}/list`;
  const stop = () => {
    server.closeAllConnections();
    server.close();
  };
  return { uri, stop };
}
