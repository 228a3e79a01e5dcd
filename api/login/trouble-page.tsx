import { PageFrame } from '../authorization/page-frame.js';

export type TroubleFacts = {
  readonly issuer: string;
  readonly code: string;
  readonly sentence: string;
  /** Begins the login again; the request behind it is as good as before. */
  readonly retry: string;
  /** Takes the error to the wallet. */
  readonly back: string;
};

/** Shown where the login went wrong and the person can do something about it. */
export function TroublePage({ issuer, code, sentence, retry, back }: TroubleFacts) {
  return (
    <PageFrame title={`Login failed · ${issuer}`}>
      <h1>You could not be logged in</h1>
      <p class="problem" role="alert">
        {sentence}
      </p>
      <p>
        <a href={retry}>Try again</a>
      </p>
      <p>
        <a href={back}>Go back to your wallet</a>, which will be told that it did not work.
      </p>
      <p>
        <small>
          Error code: <code>{code}</code>
        </small>
      </p>
    </PageFrame>
  );
}
