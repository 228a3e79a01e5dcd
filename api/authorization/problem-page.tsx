import { PageFrame } from './page-frame.js';

/** Shown where there is no redirect URI that could be trusted with the error. */
export function ProblemPage({ issuer, code, sentence }: { issuer: string; code: string; sentence: string }) {
  return (
    <PageFrame title={`Request refused · ${issuer}`}>
      <h1>This request cannot be continued</h1>
      <p class="problem">{sentence}</p>
      <p>Go back to your wallet and begin again.</p>
      <p>
        <small>
          Error code: <code>{code}</code>
        </small>
      </p>
    </PageFrame>
  );
}
