/** The pre-authorized code of a session's present offer: always the same, so that it need not be stored (design 5). */
import type { SessionRecord } from '../../ports/session-records.js';
import type { Handle, HandleCodec } from './handle-codec.js';

export type OfferFacts = Pick<
  SessionRecord,
  'id' | 'issuer' | 'offer' | 'requirements' | 'deferralLimit' | 'publicKey'
> & {
  readonly view: {
    readonly configurationVersion: string;
    readonly deliverables: readonly { readonly configurationId: string }[];
  };
};

export function mintOfferCode(handles: HandleCodec, record: OfferFacts): string {
  const code: Handle = { ...offerHandle(record), hasTxCode: record.offer.txCode !== undefined };
  return handles.mintAlike('code', code, record.offer.keyId);
}

/** What the present offer is for. */
export function offeredIds({ offer, view }: Pick<OfferFacts, 'offer' | 'view'>): readonly string[] {
  return offer.configurationIds ?? view.deliverables.map((one) => one.configurationId);
}

/** What every grant of an offer says: the session, what is offered under which demands, and until when. */
export function offerHandle(record: OfferFacts): Handle {
  return {
    issuer: record.issuer,
    session: record.id,
    version: record.view.configurationVersion,
    // The renewal makes a new code of an otherwise equal offer.
    requestId: String(record.offer.renewal),
    expiresAt: record.offer.expiresAt,
    configurations: offeredIds(record),
    requireDpop: record.requirements.requireDpop,
    requireWalletAttestation: record.requirements.requireWalletAttestation,
    requireKeyAttestation: record.requirements.requireKeyAttestation,
    deferralLimit: record.deferralLimit,
    publicKey: Buffer.from(record.publicKey).toString('base64url'),
  };
}
