/** A person with a browser who goes through a login at a provider, on the way from a wallet's request to its answer. */
import type { Page } from './wallet-authcode.js';
import { Browser, type CodeWallet, readRedirect } from './wallet-authcode.js';

/** Follows redirects as long as they lead to web pages, and stops at the one back into the wallet. */
export async function follow(browser: Browser, from: Page): Promise<Page> {
  let page = from;
  for (let hops = 0; hops < 10; hops += 1) {
    const location = page.headers.get('location') ?? '';
    if (!/^https?:/.test(location)) return page;
    page = await browser.open(location);
  }
  throw new Error('Too many redirects');
}

/** Opens the authorization page, logs in where that is wanted, and answers what is shown then. */
export async function openPageOf(
  wallet: CodeWallet,
  change: Record<string, string | undefined>,
  browser: Browser = new Browser(),
): Promise<{ readonly browser: Browser; readonly page: Page; readonly requestUri: string }> {
  const pushed = await wallet.push(change);
  if (pushed.status !== 201)
    throw new Error(`The request was refused ${pushed.status}: ${JSON.stringify(pushed.body)}`);
  const requestUri = pushed.body.request_uri;
  const page = await follow(browser, await browser.open(wallet.authorizeUrl(requestUri)));
  return { browser, page, requestUri };
}

/** Logs in, allows, and reads the redirect back to the wallet. */
export async function logInAndAllow(
  wallet: CodeWallet,
  change: Record<string, string | undefined>,
): Promise<Record<string, string>> {
  const { browser, page } = await openPageOf(wallet, change);
  return readRedirect(page.status === 200 ? await browser.decide('allow') : page);
}

/** Where a link of a page leads. */
export function linkOf(page: Page, text: string): string {
  const found = new RegExp(`<a href="([^"]+)">${text}`).exec(page.text)?.[1];
  if (found === undefined) throw new Error(`There is no link “${text}” on the page: ${page.text.slice(-600)}`);
  return found.replaceAll('&amp;', '&');
}
