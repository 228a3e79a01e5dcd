/** The frame of the pages a person sees on the way. No script, no image, nothing from elsewhere. */
import type { ComponentChildren } from 'preact';

export const CSS = `
:root { color-scheme: light dark; font: 1rem/1.5 system-ui, sans-serif; }
body { margin: 0; padding: 1.5rem 1rem; }
main { max-width: 34rem; margin: 0 auto; }
h1 { font-size: 1.4rem; line-height: 1.3; }
h2 { font-size: 1.1rem; margin: 0 0 .25rem; }
section { border: 1px solid #8886; border-radius: .5rem; padding: 1rem; margin: 1rem 0; overflow-wrap: anywhere; }
ul { margin: .25rem 0 0; padding-left: 1.25rem; }
label { display: block; font-weight: 600; }
input { font: inherit; width: 100%; box-sizing: border-box; padding: .5rem; margin-top: .25rem; }
.buttons { display: flex; gap: .75rem; flex-wrap: wrap; }
button { font: inherit; padding: .6rem 1.4rem; border-radius: .5rem; border: 1px solid #1d4f91; cursor: pointer; }
button.allow { background: #1d4f91; color: #fff; }
button.deny { background: transparent; color: inherit; border-color: currentColor; }
.note { border-left: .25rem solid #b45309; padding-left: .75rem; }
.problem { border-left: .25rem solid #b91c1c; padding-left: .75rem; }
`;

export function PageFrame({ title, children }: { readonly title: string; readonly children: ComponentChildren }) {
  return (
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        <title>{title}</title>
        <style dangerouslySetInnerHTML={{ __html: CSS }} />
      </head>
      <body>
        <main>{children}</main>
      </body>
    </html>
  );
}
