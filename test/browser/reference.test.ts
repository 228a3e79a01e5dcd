/** The reference page of the private API in a real browser: it is drawn, it can be used, and it asks nobody else. */
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, expect, it, type TestContext } from 'vitest';
import { browserForTests, sharedStack } from '../support/stack.js';

const LAUNCH = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

let browser: Browser | undefined;
afterAll(() => browser?.close());

type Opened = { readonly page: Page; readonly asked: string[]; readonly complaints: string[] };

async function openReference(context: TestContext): Promise<Opened> {
  const found = browserForTests();
  if ('reason' in found) return context.skip(`No browser: ${found.reason}`);
  browser ??= await chromium.launch({ executablePath: found.path, args: LAUNCH });
  const page = await browser.newPage();
  const asked: string[] = [];
  const complaints: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  await page.goto(`${sharedStack().privateUrl}/docs`);
  await page.locator('#operations-Sessions-listSessions').waitFor();
  return { page, asked, complaints };
}

it('is drawn without a login, from our own origin alone and under a policy that lets nothing else in', async (context) => {
  const { page, asked, complaints } = await openReference(context);
  expect(await page.locator('.opblock').count()).toBeGreaterThan(40);
  const elsewhere = asked.filter((url) => !url.startsWith('data:') && new URL(url).origin !== sharedStack().privateUrl);
  expect(elsewhere).toEqual([]);
  expect(asked.length).toBeGreaterThan(4);
  expect(complaints).toEqual([]);
  await page.close();
});

it('calls the API with the key that was typed in, and keeps it nowhere', async (context) => {
  const { page, asked } = await openReference(context);
  await page.getByRole('button', { name: 'Authorize' }).first().click();
  await page.locator('.auth-container input').first().fill(sharedStack().adminKey);
  await page.locator('.auth-container').first().getByRole('button', { name: 'Apply credentials' }).click();
  await page.getByRole('button', { name: 'Close' }).first().click();
  const operation = page.locator('#operations-Sessions-listSessions');
  await operation.locator('.opblock-summary-control').click();
  await operation.getByRole('button', { name: 'Try it out' }).click();
  await operation.getByRole('button', { name: 'Execute' }).click();
  await expect
    .poll(() => operation.locator('.live-responses-table .response-col_status').first().innerText(), { timeout: 15_000 })
    .toContain('200');
  expect(asked.at(-1)).toMatch(new RegExp(`^${sharedStack().privateUrl}/sessions`));
  expect(await page.evaluate('localStorage.length + sessionStorage.length')).toBe(0);
  await page.close();
});
