/** The console in a real browser against the running system: what an operator does, seen as an operator sees it. */
import { existsSync } from 'node:fs';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, describe, expect, it, type TestContext } from 'vitest';
import { browserForTests, sharedStack } from '../support/stack.js';

const AGE = 'eu.europa.ec.av.1';
const PID = 'eu.europa.ec.eudi.pid_sd_jwt';
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

function findBrowser(): ReturnType<typeof browserForTests> {
  const path = process.env['CHROMIUM'];
  if (path === undefined) return browserForTests();
  return existsSync(path) ? { path } : { reason: `CHROMIUM is ${path}, where there is nothing.` };
}

/** A logged-in operator's page; whatever the browser complains about ends up in `complaints`. */
async function openConsole(context: TestContext, path: string): Promise<{ page: Page; complaints: string[] }> {
  const found = findBrowser();
  if ('reason' in found) return context.skip(`No browser: ${found.reason}`);
  browser ??= await chromium.launch({ executablePath: found.path, args: LAUNCH });
  const { privateUrl, adminKey } = sharedStack();
  const page = await browser.newPage();
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    // A refused form is answered 422, which the browser notes as an error of its own.
    if (message.type() === 'error' && !message.text().includes('422')) complaints.push(message.text());
  });
  await page.goto(`${privateUrl}${path}`);
  await page.getByLabel('Key').fill(adminKey);
  await page.getByRole('button', { name: 'Log in' }).click();
  await page.waitForURL(`${privateUrl}${path}`);
  return { page, complaints };
}

type Offered = { session_id: string; credential_offer_uri: string };

async function createSession(body: object): Promise<Offered> {
  const { privateUrl, adminKey } = sharedStack();
  const response = await fetch(`${privateUrl}/sessions`, {
    method: 'POST',
    headers: { authorization: `Bearer ${adminKey}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  expect(response.status).toBe(201);
  return (await response.json()) as Offered;
}

const row = (page: Page, configuration: string) => page.locator('#live-state tr', { hasText: configuration });

describe('the console in a browser', () => {
  it('finds a session, supplies its claims through the form and shows that they are there', async (context) => {
    const reference = `Case <b>${Date.now()}</b>`;
    const { session_id } = await createSession({ credential_configuration_ids: [AGE], reference });
    const { page, complaints } = await openConsole(context, '/console');
    await page.getByLabel('Reference').fill(reference);
    await page.getByRole('button', { name: 'Find' }).click();
    await page.getByRole('link', { name: session_id }).click();
    await expect.poll(() => page.getByRole('heading', { level: 1 }).innerText()).toBe(`Session ${session_id}`);
    expect(await page.getByRole('img', { name: 'QR code' }).isVisible()).toBe(true);
    expect(await row(page, AGE).innerText()).toContain('awaiting');

    await row(page, AGE).getByRole('link', { name: 'Supply claims' }).click();
    await page.getByLabel('Over 18').selectOption('Yes');
    await page.getByLabel('Over 21').selectOption('No');
    await page.getByRole('button', { name: 'Supply claims' }).first().click();

    await expect.poll(() => page.getByRole('status').innerText()).toBe('The claims were supplied.');
    expect(await row(page, AGE).innerText()).toContain('released');
    await expect.poll(() => page.locator('#live-logs').innerText(), { timeout: 15_000 }).toContain('Claims supplied');
    await expect.poll(() => page.locator('#live-logs').innerText(), { timeout: 15_000 }).toContain('claims_supplied');
    expect(complaints).toEqual([]);
    await page.close();
  });

  it('says beside the field what is wrong and keeps what was typed', async (context) => {
    const { session_id } = await createSession({ credential_configuration_ids: [PID] });
    const { page, complaints } = await openConsole(context, `/console/sessions/${session_id}`);
    await row(page, PID).getByRole('link', { name: 'Supply claims' }).click();
    const form = page.getByRole('form', { name: `Claims of ${PID}`, exact: true });
    // The browser insists on required fields; the server has to answer for the rest.
    await form.evaluate((element) => element.setAttribute('novalidate', ''));
    await form.locator('[name="/family_name"]').fill("O'Brien & <Söhne>");
    await form.locator('[name="/nationalities"]').fill('FR\nfrance');
    await form.getByRole('button', { name: 'Supply claims' }).click();
    await page.getByText('The claims were not supplied.').waitFor();
    expect(await form.locator('[name="/family_name"]').inputValue()).toBe("O'Brien & <Söhne>");
    expect(await form.locator('.field', { has: page.locator('[name="/nationalities"]') }).innerText()).toContain(
      'line 2',
    );
    expect(await form.locator('.field', { has: page.locator('[name="/birthdate"]') }).innerText()).toContain(
      'is required',
    );
    expect(await row(page, PID).innerText()).toContain('awaiting');
    expect(complaints).toEqual([]);
    await page.close();
  });

  it('follows a session by itself without touching a form that is being filled in', async (context) => {
    const { session_id, credential_offer_uri } = await createSession({ credential_configuration_ids: [AGE, PID] });
    const { page, complaints } = await openConsole(context, `/console/sessions/${session_id}`);
    expect(await page.locator('.status').innerText()).toContain('offer_created');
    await row(page, PID).getByRole('link', { name: 'Supply claims' }).click();
    await page.locator('[name="/family_name"]').fill('Half a na');
    const before = page.locator('.log details').first();
    await before.locator('summary').click();
    const openedId = await before.getAttribute('id');

    expect((await fetch(credential_offer_uri)).status).toBe(200);
    await expect.poll(() => page.locator('.status').innerText(), { timeout: 15_000 }).toContain('offer_retrieved');
    await expect.poll(() => page.locator('#live-logs').innerText(), { timeout: 15_000 }).toContain('offer_retrieved');
    expect(await page.locator('[name="/family_name"]').inputValue()).toBe('Half a na');
    expect(await page.locator(`[id="${openedId}"]`).getAttribute('open')).not.toBeNull();
    expect(complaints).toEqual([]);
    await page.close();
  });

  it('asks before it cancels, and then says what the session has become', async (context) => {
    const { session_id } = await createSession({ credential_configuration_ids: [AGE] });
    const { page, complaints } = await openConsole(context, `/console/sessions/${session_id}`);
    await page.getByRole('link', { name: 'Cancel session' }).click();
    await page.getByRole('button', { name: 'Cancel the session' }).click();
    await expect.poll(() => page.getByRole('status').innerText()).toBe('The session was cancelled.');
    expect(await page.locator('.status').innerText()).toContain('cancelled');
    expect(await page.getByText('Supply Claims').count()).toBe(0);
    expect(complaints).toEqual([]);
    await page.close();
  });
});
