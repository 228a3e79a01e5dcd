/** The reference page of the private API in a real browser: it is drawn, it can be used, and it asks nobody else. */
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it, type TestContext } from 'vitest';
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
let page: Page;
const asked: string[] = [];
const complaints: string[] = [];
const { privateUrl, adminKey } = sharedStack();
const found = browserForTests();

// Once, as drawing fifty operations takes a while.
beforeAll(async () => {
  if ('reason' in found) return;
  browser = await chromium.launch({ executablePath: found.path, args: LAUNCH });
  page = await browser.newPage();
  page.on('request', (request) => asked.push(request.url()));
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  await page.goto(`${privateUrl}/docs`);
  await page.locator('#operations-Sessions-listSessions').waitFor();
});
afterAll(() => browser?.close());

function needBrowser(context: TestContext): void {
  if ('reason' in found) context.skip(`No browser: ${found.reason}`);
}

it('is drawn without a login, from our own origin alone, under a policy that lets nothing else in', async (context) => {
  needBrowser(context);
  expect(await page.locator('.opblock').count()).toBeGreaterThan(40);
  expect(asked.length).toBeGreaterThan(4);
  expect(complaints).toEqual([]);
});

it('calls the API with the key that was typed in, keeps it nowhere, and asks nobody else', async (context) => {
  needBrowser(context);
  await page.getByRole('button', { name: 'Authorize' }).first().click();
  await page.locator('.auth-container input').first().fill(adminKey);
  await page.getByRole('button', { name: 'Apply credentials' }).first().click();
  await page.locator('.auth-container .btn-done').first().click();
  const operation = page.locator('#operations-Sessions-listSessions');
  await operation.locator('.opblock-summary-control').click();
  await operation.getByRole('button', { name: 'Try it out' }).click();
  await operation.getByRole('button', { name: 'Execute' }).click();
  const status = operation.locator('.live-responses-table .response-col_status').last();
  await expect.poll(() => status.innerText(), { timeout: 15_000 }).toContain('200');
  expect(asked.some((url) => url.startsWith(`${privateUrl}/sessions`))).toBe(true);
  expect(asked.filter((url) => !url.startsWith('data:') && new URL(url).origin !== privateUrl)).toEqual([]);
  expect(await page.evaluate('localStorage.length + sessionStorage.length')).toBe(0);
  expect(complaints).toEqual([]);
});
