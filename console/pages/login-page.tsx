import { addresses } from '../addresses.js';
import { FormToken, Layout, type PageFrame } from './layout.js';

type LoginProps = {
  readonly frame: PageFrame;
  readonly formToken: string;
  readonly next: string;
  readonly problem?: string;
};

export function LoginPage({ frame, formToken, next, problem }: LoginProps) {
  return (
    <Layout frame={frame} title="Log in">
      <div class="narrow">
        <h1>Log in</h1>
        <form method="post" action={addresses.login} class="card stack">
          <FormToken value={formToken} />
          <input type="hidden" name="next" value={next} />
          {problem === undefined ? null : (
            <p class="notice bad" role="alert" id="login-problem">
              {problem}
            </p>
          )}
          <input type="text" name="username" value="operator" autocomplete="username" hidden />
          <div class="field">
            <label for="key">Key</label>
            <input
              id="key"
              name="key"
              type="password"
              autocomplete="current-password"
              required
              autofocus
              aria-invalid={problem === undefined ? undefined : 'true'}
              aria-describedby={problem === undefined ? 'key-hint' : 'login-problem key-hint'}
            />
            <p class="hint" id="key-hint">
              An API key, or the admin key (VOUCHSAFE_ADMIN_KEY). It is checked and then forgotten; you stay logged in
              for 12 hours.
            </p>
          </div>
          <button type="submit" class="primary">
            Log in
          </button>
        </form>
      </div>
    </Layout>
  );
}
