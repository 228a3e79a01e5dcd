/** Logins at a provider while the issuers' file, and the secret it names, change. */
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { AV } from '../../support/datasets.js';
import { eventually } from '../../support/eventually.js';
import { shippedIssuer, writeIssuersFile } from '../../support/issuers-file.js';
import { OpenidProvider, PROVIDER_CLIENT, PROVIDER_SECRET } from '../../support/openid-provider.js';
import { type Stack, startStack } from '../../support/stack.js';
import { send } from '../../support/wallet.js';
import { Browser, CodeWallet, REDIRECT_URI, readRedirect } from '../../support/wallet-authcode.js';
import { follow, logInAndAllow } from '../../support/wallet-login.js';

let before: OpenidProvider;
let after: OpenidProvider;
let issuersFile: string;
let stack: Stack;
const { [AV]: av } = shippedIssuer().credential_configurations as Record<string, object>;
const scope = 'av';
const secretFile = () => join(dirname(issuersFile), 'secret.txt');

beforeAll(async () => {
  before = await new OpenidProvider().start();
  after = await new OpenidProvider().start();
  issuersFile = writeIssuersFile({
    id: 'main',
    clients: [{ client_id: 'wallet-app', client_name: 'Test Wallet', redirect_uris: [REDIRECT_URI] }],
    authorization_code: { enabled: true },
    credential_configurations: {
      [AV]: { ...av, scope, claims_source: { kind: 'login', map: { age_over_18: 'adult' } } },
    },
    login: {
      kind: 'openid',
      issuer: before.issuer,
      client_id: PROVIDER_CLIENT,
      client_auth: { method: 'client_secret_basic', secret: { file: 'secret.txt' } },
    },
  });
  writeFileSync(secretFile(), PROVIDER_SECRET);
  stack = await startStack({ issuersFile });
});
afterAll(async () => {
  await stack?.stop();
  await before?.stop();
  await after?.stop();
});

const health = async () => (await send<any>(`${stack.privateUrl}/health/ready`)).body.configuration;
/** Writes, and waits until the API has read it. */
async function change(file: string, content: string): Promise<void> {
  const { taken_at } = await health();
  writeFileSync(file, content);
  await eventually(async () => expect((await health()).taken_at).not.toBe(taken_at));
}
const walletOf = () => new CodeWallet(`${stack.publicUrl}/main`);

async function expectIssued(wallet: CodeWallet, code = ''): Promise<void> {
  const issued = await wallet.requestCredential(await wallet.redeemed(code), AV);
  expect(issued.status, JSON.stringify(issued.body)).toBe(200);
}

it('a client secret that is changed in its file is used from then on, and is kept nowhere', async () => {
  before.person = { sub: 'ada', adult: true };
  const { versions } = await health();
  before.secret = 'the next secret';
  await change(secretFile(), 'the next secret');
  const wallet = walletOf();
  const { code } = await logInAndAllow(wallet, { scope });
  await expectIssued(wallet, code);
  expect((await health()).versions).toEqual(versions);
});

it('a login that is under way is finished at its own provider, and the session by its own configuration', async () => {
  before.person = { sub: 'bob', adult: true };
  after.person = { sub: 'carol', of_age: true };
  const wallet = walletOf();
  const { body } = await wallet.push({ scope });
  const browser = new Browser();
  const sent = await browser.open(wallet.authorizeUrl(body.request_uri));
  expect(sent.headers.get('location')).toContain(before.issuer);

  const file = JSON.parse(readFileSync(issuersFile, 'utf8'));
  file.issuers[0].login.issuer = after.issuer;
  file.issuers[0].login.client_auth.secret.file = 'other.txt';
  file.issuers[0].credential_configurations[AV].claims_source.map = { age_over_18: 'of_age' };
  writeFileSync(join(dirname(issuersFile), 'other.txt'), PROVIDER_SECRET);
  await change(issuersFile, JSON.stringify(file));

  expect((await follow(browser, sent)).text).toContain('Allow');
  await expectIssued(wallet, readRedirect(await browser.decide('allow'))['code']);
  const next = walletOf();
  await expectIssued(next, (await logInAndAllow(next, { scope }))['code']);
  expect(after.seen['/token']).toHaveLength(1);
});
