/** From the signature on: what was handed over, and what the wallet said of it. */
import type { NotificationReceived } from '../contract/messages.js';
import type { CredentialStatusChanged } from '../contract/status-messages.js';
import { type Deliverable, end, type Issuance } from './deliverable.js';
import { redeliveryWindow } from './redelivery-window.js';
import type { SessionState } from './session-state.js';

/** A wallet may report more than once; a flood of reports is not recorded. */
const MOST_NOTIFICATIONS = 10;
/** A batch may be revoked credential by credential, and suspended again and again: history must not grow without end. */
const MOST_STATUS_CHANGES = 100;

export type Delivery = { readonly settle: () => void; readonly rollBack: () => void };

/**
 * Marks the credentials delivered; made before they are signed, because one write stores them and this view together.
 * Answers how to take it back when the signing fails.
 */
export function deliver(state: SessionState, deliverable: Deliverable, issuance: Issuance, now: number): Delivery {
  issuance.state = 'delivered';
  issuance.deliveredAt = now;
  issuance.redeliverUntil = now + redeliveryWindow(state.start.policy, issuance.wasDeferred);
  const issued = state.log.recordUnsettled('credential_issued', now, {
    configuration: deliverable.configurationId,
    credentials: issuance.keys,
  });
  return {
    settle: () => {
      state.log.settle(issued);
      issuance.isSigning = false;
    },
    rollBack: () => {
      state.log.retract(issued);
      issuance.isSigning = false;
      issuance.state = 'deferred';
      if (!state.isOpen) end(issuance, 'session_end');
      else if (deliverable.claims === 'denied') end(issuance, 'denial');
      delete issuance.deliveredAt;
      delete issuance.redeliverUntil;
      // A request that was to be answered at once is released whole: its nonce and keys stay the wallet's to try again.
      if (!issuance.wasDeferred) deliverable.release(issuance);
    },
  };
}

export class AfterIssuance {
  #notifications = 0;
  #statusChanges = 0;

  constructor(readonly state: SessionState) {}

  freeze() {
    return { notifications: this.#notifications, statusChanges: this.#statusChanges };
  }

  thaw({ notifications, statusChanges }: ReturnType<AfterIssuance['freeze']>): void {
    this.#notifications = notifications;
    this.#statusChanges = statusChanges;
  }

  /** Answers whether anything changed; a repeat is no news (OID4VCI 11.2), and an id that was never handed out none either. */
  notify(command: NotificationReceived, now: number): boolean {
    const { deliverables, grants, log } = this.state;
    if (command.accessDigest !== undefined && !grants.knows(command.accessDigest)) return false;
    const deliverable = deliverables.find((one) =>
      one.issuances.some((issuance) => issuance.requestId === command.requestId),
    );
    const issuance = deliverable?.issuances.find((one) => one.requestId === command.requestId);
    const most = deliverables.reduce((sum, one) => sum + one.reissues, MOST_NOTIFICATIONS);
    if (deliverable === undefined || issuance?.deliveredAt === undefined || this.#notifications >= most) return false;
    // A signal may come from anybody at the Temporal port, with any word for an event.
    const states = {
      credential_accepted: 'accepted',
      credential_failure: 'failed',
      credential_deleted: 'deleted',
    } as const;
    const next = Object.hasOwn(states, command.event) ? states[command.event] : undefined;
    if (next === undefined || issuance.state === next) return false;
    this.#notifications += 1;
    issuance.state = next;
    delete issuance.redeliverUntil;
    log.record(command.event, now, { configuration: deliverable.configurationId });
    return true;
  }

  /** The registry has changed; the session only remembers it. Answers whether this was such a change at all. */
  noteCredentialStatus(change: CredentialStatusChanged, now: number): boolean {
    const types = {
      revoked: 'credential_revoked',
      suspended: 'credential_suspended',
      valid: 'credential_reinstated',
    } as const;
    if (!Object.hasOwn(types, change.status) || this.#statusChanges >= MOST_STATUS_CHANGES) return false;
    this.#statusChanges += 1;
    this.state.log.record(types[change.status], now, {
      configuration: change.configurationId,
      credential: change.credentialId,
    });
    return true;
  }
}
