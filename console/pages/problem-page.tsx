import { addresses } from '../addresses.js';
import { Layout, type PageFrame } from './layout.js';

type ProblemProps = {
  readonly frame: PageFrame;
  readonly title: string;
  readonly help: string;
  readonly detail?: string;
  readonly requestId?: string;
};

/** What happened, and what to do about it. */
export function ProblemPage({ frame, title, help, detail, requestId }: ProblemProps) {
  return (
    <Layout frame={frame} title={title}>
      <div class="narrow">
        <h1>{title}</h1>
        <div class="notice bad" role="alert">
          {detail === undefined ? null : <p>{detail}</p>}
          <p>{help}</p>
          {requestId === undefined ? null : (
            <p>
              The log has it as request <code>{requestId}</code>.
            </p>
          )}
        </div>
        <p>
          <a href={addresses.list}>All sessions</a>
        </p>
      </div>
    </Layout>
  );
}
