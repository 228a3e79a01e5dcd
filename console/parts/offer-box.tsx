import { QrCode } from './qr-code.js';
import { CopyField } from './small.js';

export type PresentedOffer = {
  readonly uri: string;
  readonly deepLink: string;
  /** The one above among them. */
  readonly deepLinks: readonly string[];
};

/** The offer by reference: to scan, to open, to copy. */
export function OfferBox({ offer }: { offer: PresentedOffer }) {
  return (
    <div class="offer">
      <QrCode text={offer.deepLink} label="QR code of the credential offer" />
      <div class="stack">
        <p>Scan the code with a wallet, or open the link on the device that has one.</p>
        <p>
          <a class="button" href={offer.deepLink}>
            Open in a wallet
          </a>
        </p>
        <CopyField label="Deep link" value={offer.deepLink} />
        {offer.deepLinks
          .filter((link) => link !== offer.deepLink)
          .map((link) => (
            <CopyField key={link} label={`Deep link, ${link.slice(0, link.indexOf(':'))}`} value={link} />
          ))}
        <CopyField label="Offer URI" value={offer.uri} />
      </div>
    </div>
  );
}
