import { addresses } from '../addresses.js';
import { FormToken, Layout, type PageFrame } from './layout.js';

type ConfirmProps = {
  readonly frame: PageFrame;
  readonly sessionId: string;
  readonly title: string;
  readonly consequence: string;
  readonly button: string;
  readonly action: string;
  readonly isDangerous: boolean;
};

/** The step between wanting and doing; it needs no script. */
export function ConfirmPage({ frame, sessionId, title, consequence, button, action, isDangerous }: ConfirmProps) {
  return (
    <Layout frame={frame} title={title}>
      <div class="narrow">
        <h1>{title}</h1>
        <form method="post" action={action} class="card stack">
          <FormToken value={frame.formToken} />
          <p>
            Session <code>{sessionId}</code>
          </p>
          <p>{consequence}</p>
          <div class="buttons">
            <button type="submit" class={isDangerous ? 'danger' : 'primary'}>
              {button}
            </button>
            <a class="button" href={addresses.session(sessionId)}>
              Go back, change nothing
            </a>
          </div>
        </form>
      </div>
    </Layout>
  );
}
