/** The console's one style sheet; text of a module, so that a build of modules has it. Colours keep to WCAG AA. */
export const consoleCss = `
:root {
  color-scheme: light dark;
  --mono: ui-monospace, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace;
  --back: #f6f7f9; --card: #ffffff; --text: #1b2230; --quiet: #566072; --line: #d5dae3; --code: #eef1f5;
  --link: #1a53b0; --focus: #1a53b0; --primary: #1d4f91; --on-primary: #ffffff; --danger: #a81e26; --on-danger: #ffffff;
  --good-back: #e1f4e6; --good: #14632b; --warn-back: #fdf0cf; --warn: #734700;
  --bad-back: #fde5e4; --bad: #98161f; --busy-back: #e2edfc; --busy: #174a94; --quiet-back: #e9ecf1;
}
@media (prefers-color-scheme: dark) {
  :root {
    --back: #11151c; --card: #191f29; --text: #e6eaf1; --quiet: #a2adbe; --line: #343d4c; --code: #232b37;
    --link: #8ab6ff; --focus: #8ab6ff; --primary: #8ab6ff; --on-primary: #0d1622; --danger: #ff9a96; --on-danger: #2a0708;
    --good-back: #16351f; --good: #93e0a8; --warn-back: #3a2d10; --warn: #f5cd78;
    --bad-back: #431a1d; --bad: #ffb3af; --busy-back: #1a2f4e; --busy: #a5c9ff; --quiet-back: #2a323f;
  }
}
*, *::before, *::after { box-sizing: border-box; }
body { margin: 0; background: var(--back); color: var(--text); font: 1rem/1.5 system-ui, sans-serif; }
main { max-width: 84rem; margin: 0 auto; padding: 1rem 1.25rem 4rem; }
h1 { font-size: 1.5rem; line-height: 1.25; margin: .75rem 0; overflow-wrap: anywhere; }
h2 { font-size: 1.15rem; line-height: 1.3; margin: 1.75rem 0 .5rem; }
p { margin: .5rem 0; }
a { color: var(--link); }
code, pre, .mono { font-family: var(--mono); font-size: .875em; }
code { overflow-wrap: anywhere; }
h1 code { font-size: 1em; }
pre { margin: .25rem 0; padding: .6rem .75rem; background: var(--code); border-radius: .35rem; overflow: auto; max-height: 30rem;
  white-space: pre-wrap; overflow-wrap: anywhere; }
:focus-visible { outline: 3px solid var(--focus); outline-offset: 2px; }
.skip { position: absolute; left: -99rem; }
.skip:focus { left: 1rem; top: .5rem; background: var(--card); padding: .5rem 1rem; z-index: 1; }

.site { display: flex; flex-wrap: wrap; gap: .5rem 1.5rem; align-items: center; justify-content: space-between;
  padding: .6rem 1.25rem; background: var(--card); border-bottom: 1px solid var(--line); }
.site nav { display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; align-items: center; }
.brand { font-weight: 700; text-decoration: none; color: var(--text); }
.brand span { font-weight: 400; color: var(--quiet); }
.crumbs { margin: 0; font-size: .9rem; }
.narrow { max-width: 34rem; margin: 2rem auto; }
.heading { display: flex; flex-wrap: wrap; gap: .5rem 1rem; align-items: center; justify-content: space-between; }

.card { background: var(--card); border: 1px solid var(--line); border-radius: .5rem; padding: 1rem 1.25rem; margin: 1rem 0; }
.card > h2:first-child, .notice > h2:first-child { margin-top: 0; }
.columns { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 26rem), 1fr)); gap: 0 1rem; align-items: start; }
.stack > * + * { margin-top: 1rem; } .stack > [type=hidden] + *, .stack > [hidden] + * { margin-top: 0; }
.notice { border: 1px solid; border-left-width: .35rem; border-radius: .35rem; padding: .6rem 1rem; margin: 1rem 0; }
.notice > :last-child { margin-bottom: 0; } .notice > :first-child { margin-top: 0; }
.notice ul { margin: .25rem 0; padding-left: 1.25rem; } .notice ul:empty { display: none; }
.notice.good { background: var(--good-back); border-color: var(--good); }
.notice.warn { background: var(--warn-back); border-color: var(--warn); }
.notice.bad { background: var(--bad-back); border-color: var(--bad); }
.strong { font-weight: 600; }
.prose { white-space: pre-line; overflow-wrap: anywhere; }
.quiet, .hint { color: var(--quiet); }
.notice .hint { color: inherit; }
.hint { font-size: .875rem; margin: .2rem 0; }
.nowrap { white-space: nowrap; }
.facts { display: flex; flex-wrap: wrap; gap: .25rem 1rem; align-items: baseline; }
.status { display: flex; flex-wrap: wrap; gap: .4rem .75rem; align-items: baseline; font-size: 1.05rem; }

.badge, .level { display: inline-block; border-radius: .3rem; padding: .05rem .5rem; font-size: .85rem; font-weight: 600; white-space: nowrap; }
.facts .badge { white-space: normal; }
.badge.good { background: var(--good-back); color: var(--good); } .badge.warn { background: var(--warn-back); color: var(--warn); }
.badge.bad { background: var(--bad-back); color: var(--bad); } .badge.busy { background: var(--busy-back); color: var(--busy); }
.badge.quiet { background: var(--quiet-back); color: var(--text); }
.notice .badge { border: 1px solid currentColor; }

button, .button { display: inline-block; font: inherit; cursor: pointer; border: 1px solid var(--line); border-radius: .35rem;
  padding: .35rem .9rem; background: var(--card); color: var(--text); text-decoration: none; }
button:hover, .button:hover { border-color: var(--quiet); }
.primary { background: var(--primary); border-color: var(--primary); color: var(--on-primary); font-weight: 600; }
.danger { background: var(--danger); border-color: var(--danger); color: var(--on-danger); font-weight: 600; }
button.link { border: 0; padding: 0; background: none; color: var(--link); text-decoration: underline; }
.buttons { display: flex; flex-wrap: wrap; gap: .5rem .75rem; align-items: center; }

label, legend { font-weight: 600; }
label.minor { font-weight: 400; font-size: .875rem; margin-top: .35rem; }
.field > label { display: block; }
input:not([type=checkbox]):not([type=file]), select, textarea { width: 100%; font: inherit; color: var(--text); background: var(--card);
  border: 1px solid var(--quiet); border-radius: .35rem; padding: .35rem .55rem; }
input:not([type=checkbox]):not([type=file]), select { height: 2.4rem; }
textarea { resize: vertical; } textarea.mono { font-family: var(--mono); font-size: .875rem; }
input[type=file] { max-width: 100%; font: inherit; font-size: .875rem; color: var(--text); }
.copy { display: block; user-select: all; background: var(--code); border: 1px solid var(--line); border-radius: .35rem; padding: .35rem .55rem; }
fieldset { border: 1px solid var(--line); border-radius: .35rem; padding: .5rem 1rem 1rem; margin: 0; min-width: 0; }
.fields { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 17rem), 1fr)); gap: 1rem 1.25rem; margin: 1rem 0; align-items: start; }
.fields > fieldset { grid-column: 1 / -1; } .fields .fields { margin: .5rem 0 0; }
.claim-name { font-weight: 400; color: var(--quiet); font-size: .8rem; }
.required { font-weight: 400; font-size: .8rem; color: var(--warn); }
.invalid input, .invalid select, .invalid textarea { border-color: var(--bad) !important; border-width: 2px !important; }
fieldset.invalid { border-color: var(--bad); }
.problems { color: var(--bad); font-size: .875rem; font-weight: 600; }
.problems li::before { content: "✕ "; }
.check { display: flex; gap: .6rem; align-items: baseline; font-weight: 600; margin: .5rem 0; }
.check code { font-weight: 400; } .check .hint { display: block; font-weight: 400; margin: 0; }
.filter { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 9rem), 1fr)); gap: .75rem 1rem; align-items: end; }
details > summary { cursor: pointer; }
.supply > summary { font-weight: 600; } .supply > summary code { font-weight: 400; color: var(--quiet); }
.json-form { margin-top: 1.25rem; border-top: 1px solid var(--line); padding-top: .75rem; }
.json-form .field { margin: .75rem 0; }

.scroll { overflow-x: auto; border: 1px solid var(--line); border-radius: .5rem; background: var(--card); }
table { border-collapse: collapse; width: 100%; font-size: .925rem; }
th, td { text-align: left; vertical-align: top; padding: .5rem .6rem; border-top: 1px solid var(--line); font-weight: 400; }
thead th { border-top: 0; color: var(--quiet); font-weight: 600; font-size: .85rem; }
.sessions tbody tr:hover { background: var(--code); }
.sessions th code, .deliverables th code { white-space: nowrap; }
.sessions time { display: inline-block; min-width: 5.6rem; font-variant-numeric: tabular-nums; }
.sessions .line { display: block; } .sessions code.line { overflow-wrap: normal; white-space: nowrap; }
.sessions .line + .line { margin-top: .2rem; }
.sessions td:nth-child(7) { min-width: 12rem; } .reference { overflow-wrap: break-word; min-width: 7rem; max-width: 16rem; }
td .hint { margin: .15rem 0 0; }
.pages { display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; margin: .75rem 0; } .pages:empty { display: none; }
.pages [aria-current] { font-weight: 700; color: var(--text); text-decoration: none; }
ul.plain { list-style: none; margin: 0; padding: 0; } ul.plain li + li { margin-top: .25rem; }

dl { margin: 0; } dd { margin: 0; overflow-wrap: anywhere; }
.facts-list > div { display: grid; grid-template-columns: minmax(7rem, 11rem) 1fr; gap: .75rem; padding: .25rem 0; }
.facts-list > div + div { border-top: 1px solid var(--line); }
.facts-list dt, .explanation dt { color: var(--quiet); font-size: .9rem; }
.inline > div { display: inline-flex; flex-wrap: wrap; gap: 0 .4rem; margin-right: 1rem; }
.inline dt { color: var(--quiet); } .inline dt::after { content: ":"; }
.offer { display: grid; grid-template-columns: 13rem minmax(0, 1fr); gap: 1.25rem; align-items: start; }
@media (max-width: 40rem) { .offer { grid-template-columns: minmax(0, 1fr); } .qr { max-width: 16rem; } }
.qr { width: 100%; height: auto; border-radius: .35rem; }
.tx-code { font-size: 2rem; letter-spacing: .15em; margin: .25rem 0; }
.tx-code code { font-size: 1em; user-select: all; }

.logs { list-style: none; margin: 0; padding: 0; border: 1px solid var(--line); border-radius: .5rem; background: var(--card); overflow: hidden; }
.logs:empty { display: none; }
.log { border-left: .3rem solid transparent; }
.log-line { padding: .35rem .9rem; } summary.log-line:hover { background: var(--code); }
.log details > :not(summary) { margin-left: .9rem; margin-right: .9rem; } .log details > :last-child { margin-bottom: .6rem; }
summary.log-line { list-style: none; } summary.log-line::-webkit-details-marker { display: none; }
.log-line::before { content: ""; flex: 0 0 .8rem; color: var(--quiet); } summary.log-line::before { content: "▸"; }
details[open] > summary.log-line::before { content: "▾"; }
.log + .log { border-top: 1px solid var(--line); }
.log.error { border-left-color: var(--bad); } .log.warn { border-left-color: var(--warn); }
.log p { margin: 0; }
.log-line { display: flex; flex-wrap: wrap; gap: .1rem .75rem; align-items: baseline; }
.log-line time { font-variant-numeric: tabular-nums; color: var(--quiet); font-size: .875rem; white-space: nowrap; }
.log .message { flex: 1 1 18rem; overflow-wrap: anywhere; }
.log .endpoint { min-width: 9rem; }
.log.error .message { font-weight: 600; }
.log .facts { font-size: .875rem; color: var(--quiet); }
.level { min-width: 4rem; text-align: center; }
.level.error { background: var(--bad-back); color: var(--bad); } .level.warn { background: var(--warn-back); color: var(--warn); }
.level.info { background: var(--busy-back); color: var(--busy); } .level.debug { background: var(--quiet-back); color: var(--quiet); }
.explanation { margin: .5rem 0; padding: .5rem .75rem; background: var(--bad-back); border-radius: .35rem; }
.explanation > div { display: grid; grid-template-columns: 9rem minmax(0, 1fr); gap: .25rem .75rem; padding: .15rem 0; }
.explanation dt { color: inherit; font-weight: 600; } .explanation pre { background: transparent; padding: 0; }
@media (max-width: 40rem) {
  main { padding: .5rem .75rem 3rem; }
  .explanation > div, .facts-list > div { grid-template-columns: minmax(0, 1fr); gap: 0; }
  .log .message { flex-basis: 100%; } .log .endpoint { min-width: 0; }
}
`;
