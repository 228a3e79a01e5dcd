import type { GrantName } from '../../protocol/session-view.js';
import { addresses } from '../addresses.js';
import type { ConsoleIssuer } from '../dependencies.js';
import { FormToken, Layout, type PageFrame } from './layout.js';

export type GrantChoice = GrantName | 'both';

/** What the form shows: the defaults, or what was sent and refused. */
export type NewSessionDraft = {
  readonly configurationIds: readonly string[];
  readonly grants: GrantChoice;
  readonly reference: string;
  readonly hasTxCode: boolean;
  readonly requireDpop: boolean;
  /** The same until an answer is final, so that sending the form twice makes one session. */
  readonly requestKey: string;
};

type NewSessionProps = {
  readonly frame: PageFrame;
  readonly issuers: readonly ConsoleIssuer[];
  readonly issuer: ConsoleIssuer;
  readonly draft: NewSessionDraft;
  readonly problem?: string;
};

export function NewSessionPage({ frame, issuers, issuer, draft, problem }: NewSessionProps) {
  return (
    <Layout frame={frame} title="New session">
      <p class="crumbs">
        <a href={addresses.list}>Sessions</a>
      </p>
      <h1>New session</h1>
      {issuers.length > 1 ? <IssuerChoice issuers={issuers} issuer={issuer} /> : null}
      <form method="post" action={addresses.newSession} class="card stack">
        <FormToken value={frame.formToken} />
        <input type="hidden" name="request_key" value={draft.requestKey} />
        <input type="hidden" name="issuer" value={issuer.id} />
        {problem === undefined ? null : (
          <p class="notice bad" role="alert">
            {problem}
          </p>
        )}
        <ConfigurationChoice issuer={issuer} chosen={draft.configurationIds} />
        {issuer.configuration.authorization_code.enabled ? <GrantsChoice chosen={draft.grants} /> : null}
        <div class="field">
          <label for="reference">Reference</label>
          <input
            id="reference"
            name="reference"
            type="text"
            maxlength={200}
            value={draft.reference}
            autocomplete="off"
          />
          <p class="hint">Your own words to find the session by, for example a case number. Optional.</p>
        </div>
        <Check name="tx_code" label="With a transaction code" isChecked={draft.hasTxCode}>
          The wallet asks the person for a code that you hand over by another way.
        </Check>
        <Check name="require_dpop" label="Require DPoP" isChecked={draft.requireDpop}>
          Only wallets that bind their token to a key get one. Some wallets cannot.
        </Check>
        <button type="submit" class="primary">
          Make the offer
        </button>
      </form>
    </Layout>
  );
}

function ConfigurationChoice({ issuer, chosen }: { issuer: ConsoleIssuer; chosen: readonly string[] }) {
  return (
    <fieldset>
      <legend>
        Credential configurations <span class="required">at least one</span>
      </legend>
      {Object.entries(issuer.configuration.credential_configurations).map(([id, { display, format }]) => (
        <label key={id} class="check">
          <input type="checkbox" name="configuration" value={id} checked={chosen.includes(id)} />
          <span>
            {display[0]?.name ?? id} <code>{id}</code>
            <span class="hint">{format}</span>
          </span>
        </label>
      ))}
    </fieldset>
  );
}

const grantChoices: readonly (readonly [GrantChoice, string, string])[] = [
  ['pre-authorized_code', 'Pre-authorized code', 'Whoever has the offer can take it.'],
  ['authorization_code', 'Authorization code', 'The person is sent to the authorization page and allows it there.'],
  ['both', 'Either', 'The wallet chooses.'],
];

function GrantsChoice({ chosen }: { chosen: GrantChoice }) {
  return (
    <fieldset>
      <legend>How the wallet may begin</legend>
      {grantChoices.map(([value, label, hint]) => (
        <label key={value} class="check">
          <input type="radio" name="grants" value={value} checked={value === chosen} />
          <span>
            {label}
            <span class="hint">{hint}</span>
          </span>
        </label>
      ))}
    </fieldset>
  );
}

function Check(props: { name: string; label: string; isChecked: boolean; children: string }) {
  return (
    <label class="check">
      <input type="checkbox" name={props.name} value="yes" checked={props.isChecked} />
      <span>
        {props.label}
        <span class="hint">{props.children}</span>
      </span>
    </label>
  );
}

function IssuerChoice({ issuers, issuer }: { issuers: readonly ConsoleIssuer[]; issuer: ConsoleIssuer }) {
  return (
    <nav class="pages" aria-label="Issuer">
      {issuers.map(({ id }) => (
        <a
          key={id}
          href={`${addresses.newSession}?issuer=${encodeURIComponent(id)}`}
          aria-current={id === issuer.id ? 'true' : undefined}
        >
          {id}
        </a>
      ))}
    </nav>
  );
}
