/** The frame of every page. */
import type { ComponentChildren } from 'preact';
import type { Scope } from '../../ports/caller.js';
import { addresses } from '../addresses.js';
import type { AssetLinks } from '../assets/serve-assets.js';
import { type IssuingOff, IssuingOffBanner } from '../parts/issuing-off.js';

/** What every page of a logged-in operator is given. */
export type PageFrame = {
  readonly assets: AssetLinks;
  readonly formToken?: string;
  readonly issuingOff?: readonly IssuingOff[];
  /** Absent: everything. */
  readonly may?: (scope: Scope) => boolean;
};

/** Open or closed is the reader's choice, which refreshing a part of the page must not undo. */
const HTMX_CONFIG = JSON.stringify({
  includeIndicatorCSS: false,
  history: false,
  noSwap: [204, 304, '4xx', '5xx'],
  morphIgnore: ['data-htmx-powered', 'open'],
});

type LayoutProps = { readonly frame: PageFrame; readonly title: string; readonly children: ComponentChildren };

export function Layout({ frame, title, children }: LayoutProps) {
  return (
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="htmx-config" content={HTMX_CONFIG} />
        <title>{`${title} · Vouchsafe console`}</title>
        <link rel="icon" href="data:," />
        <link rel="stylesheet" href={frame.assets.css} />
        <script src={frame.assets.htmx} defer />
      </head>
      <body>
        <a class="skip" href="#main">
          Skip to content
        </a>
        <header class="site">
          <a class="brand" href={addresses.list}>
            Vouchsafe <span>console</span>
          </a>
          {frame.formToken === undefined ? null : <OperatorMenu frame={frame} />}
        </header>
        <main id="main">
          <IssuingOffBanner off={frame.issuingOff ?? []} />
          {children}
        </main>
      </body>
    </html>
  );
}

function OperatorMenu({ frame: { formToken, may } }: { frame: PageFrame }) {
  return (
    <nav aria-label="Console">
      <a href={addresses.list}>Sessions</a>
      <a href={addresses.inbox}>Inbox</a>
      {may?.('sessions:write') === false ? null : <a href={addresses.newSession}>New session</a>}
      <form method="post" action={addresses.logout}>
        <FormToken value={formToken} />
        <button type="submit" class="link">
          Log out
        </button>
      </form>
    </nav>
  );
}

/** Every form that posts has one. */
export function FormToken({ value }: { value: string | undefined }) {
  return <input type="hidden" name="form_token" value={value} />;
}
