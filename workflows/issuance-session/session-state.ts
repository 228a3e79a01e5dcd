/** The parts a session consists of. The rules about them stand beside this file, one kind of decision each. */
import type { Reason } from '../../protocol/errors/catalogue.js';
import { refuse } from '../../protocol/errors/protocol-error.js';
import type { SessionStart } from '../contract/messages.js';
import { Authorization } from './authorization.js';
import type { Issuance } from './deliverable.js';
import { Deliverable } from './deliverable.js';
import { EventLog } from './event-log.js';
import { Grants } from './grants.js';
import { Offer, protectionOf } from './offer.js';

export class SessionState {
  readonly deliverables: readonly Deliverable[];
  readonly offer: Offer;
  readonly authorization: Authorization;
  readonly grants = new Grants();
  readonly log = new EventLog();
  grantType: SessionStart['grantType'];
  ending: 'cancelled' | 'expired' | undefined;
  isOpen = true;

  constructor(readonly start: SessionStart) {
    this.deliverables = start.deliverables.map(
      ({ configurationId, claims, ...terms }) =>
        new Deliverable(configurationId, claims, {
          ...terms,
          ...(start.suppliedBy === undefined ? {} : { suppliedBy: start.suppliedBy }),
        }),
    );
    this.offer = new Offer(start.offer, start.policy.txCodeAttempts);
    this.authorization = new Authorization(start.offer);
    this.grantType = start.grantType;
    const first = this.authorization.isWalletInitiated ? 'authorization_requested' : 'offer_created';
    this.log.record(first, start.createdAt, {
      credential_configuration_ids: this.configurationIds,
      ...protectionOf(start.offer),
    });
  }

  get configurationIds(): string[] {
    return this.deliverables.map((one) => one.configurationId);
  }

  /** What the present offer can be redeemed for. */
  get offeredIds(): readonly string[] {
    return this.offer.configurationIds ?? this.configurationIds;
  }

  get issuances(): Issuance[] {
    return this.deliverables.flatMap((one) => one.issuances);
  }

  /** @throws ProtocolError `reason` once the session is closed */
  checkOpen(reason: Reason): void {
    if (!this.isOpen) throw refuse(reason);
  }

  /** Those that are issued from the same claims as this one, itself among them. */
  sharing(deliverable: Deliverable): Deliverable[] {
    const { dataset } = deliverable.terms;
    return this.deliverables.filter(
      (one) => one === deliverable || (dataset !== undefined && one.terms.dataset === dataset),
    );
  }

  /** @throws ProtocolError `configuration_not_offered` */
  deliverable(configurationId: string): Deliverable {
    const found = this.deliverables.find((one) => one.configurationId === configurationId);
    if (found === undefined) throw refuse('configuration_not_offered');
    return found;
  }
}
