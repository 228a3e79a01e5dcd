import { addresses } from '../addresses.js';
import { Layout, type PageFrame } from './layout.js';

type ProblemProps = {
  readonly frame: PageFrame;
  readonly title: string;
  readonly help: string;
  readonly detail?: string;
};

/** What happened, and what to do about it. */
export function ProblemPage({ frame, title, help, detail }: ProblemProps) {
  return (
    <Layout frame={frame} title={title}>
      <div class="narrow">
        <h1>{title}</h1>
        <div class="notice bad" role="alert">
          {detail === undefined ? null : <p>{detail}</p>}
          <p>{help}</p>
        </div>
        <p>
          <a href={addresses.list}>All sessions</a>
        </p>
      </div>
    </Layout>
  );
}
