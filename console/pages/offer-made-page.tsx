import type { OfferedSession } from '../../ports/back-office.js';
import { addresses } from '../addresses.js';
import { OfferBox } from '../parts/offer-box.js';
import { Moment } from '../parts/small.js';
import { Layout, type PageFrame } from './layout.js';

type OfferMadeProps = { readonly frame: PageFrame; readonly title: string; readonly offered: OfferedSession };

/** The one page that shows a transaction code, in the one answer that has it. */
export function OfferMadePage({ frame, title, offered }: OfferMadeProps) {
  return (
    <Layout frame={frame} title={title}>
      <h1>{title}</h1>
      <p>
        Session <a href={addresses.session(offered.sessionId)}>{offered.sessionId}</a>. The offer can be taken until{' '}
        <Moment at={offered.expiresAt} />.
      </p>
      <TransactionCode offered={offered} />
      <section class="card" aria-labelledby="offer-heading">
        <h2 id="offer-heading">Credential offer</h2>
        <OfferBox
          offer={{
            uri: offered.credentialOfferUri,
            deepLink: offered.credentialOfferDeepLink,
            deepLinks: offered.credentialOfferDeepLinks,
          }}
        />
      </section>
      <p>
        <a class="button primary" href={addresses.session(offered.sessionId)}>
          Open the session
        </a>
      </p>
    </Layout>
  );
}

function TransactionCode({ offered }: { offered: OfferedSession }) {
  if (offered.isTxCodeAlreadyGiven === true) {
    return (
      <p class="notice warn">
        The transaction code was shown when this offer was made and is not kept. If it is lost, renew the offer.
      </p>
    );
  }
  if (offered.txCode === undefined) return null;
  return (
    <section class="notice warn" aria-labelledby="tx-code-heading">
      <h2 id="tx-code-heading">Transaction code</h2>
      <p class="tx-code">
        <code id="tx-code">{offered.txCode}</code>
      </p>
      <p>Shown once, here. Give it to the person by another way than the offer; the wallet asks for it.</p>
    </section>
  );
}
