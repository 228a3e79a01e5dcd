import { PageFrame } from './page-frame.js';

export type OfferedCredential = { readonly name: string; readonly claims: readonly string[] };

export type AuthorizationPageFacts = {
  readonly issuer: string;
  readonly client: string;
  readonly clientId: string;
  readonly credentials: readonly OfferedCredential[];
  readonly action: string;
  readonly requestUri: string;
  readonly formToken: string;
  /** Whether the person has to say who they are. */
  readonly asksName: boolean;
  /** By what name the provider knows them, where they have logged in. */
  readonly loggedInAs?: string | undefined;
  readonly problem?: string | undefined;
};

/** Names the issuer, the wallet, the credentials and their claims, and asks (OID4VCI section 15.1). */
export function AuthorizationPage(facts: AuthorizationPageFacts) {
  return (
    <PageFrame title={`Allow ${facts.client}? · ${facts.issuer}`}>
      <h1>
        {facts.issuer} will issue to the wallet “{facts.client}”
      </h1>
      {facts.credentials.map((credential) => (
        <section key={credential.name}>
          <h2>{credential.name}</h2>
          <p>What it may say about you:</p>
          <ul>
            {credential.claims.map((claim) => (
              <li key={claim}>{claim}</li>
            ))}
          </ul>
        </section>
      ))}
      {facts.loggedInAs === undefined ? null : <p>You are logged in as {facts.loggedInAs}.</p>}
      <p>Allow this only if you have just asked for it in your own wallet.</p>
      {facts.problem === undefined ? null : (
        <p class="problem" role="alert">
          {facts.problem}
        </p>
      )}
      <form method="post" action={facts.action} autocomplete="off">
        <input type="hidden" name="client_id" value={facts.clientId} />
        <input type="hidden" name="request_uri" value={facts.requestUri} />
        <input type="hidden" name="form_token" value={facts.formToken} />
        {facts.asksName ? <DevelopmentLogin /> : null}
        <p class="buttons">
          <button class="allow" type="submit" name="decision" value="allow">
            Allow
          </button>
          <button class="deny" type="submit" name="decision" value="deny" formnovalidate>
            Deny
          </button>
        </p>
      </form>
    </PageFrame>
  );
}

function DevelopmentLogin() {
  return (
    <section>
      <p class="note">Development login: any name is taken at its word.</p>
      <label for="subject">Your name</label>
      <input id="subject" name="subject" maxlength={100} required />
    </section>
  );
}
