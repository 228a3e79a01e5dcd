/** Plays acts against a running workflow, and keeps what everybody was told and when. */
import { WorkflowNotFoundError } from '@temporalio/client';
import type { Activities } from '../../../activities/types.js';
import * as messages from '../../../workflows/contract/messages.js';
import type { Running } from '../environment.js';
import { refusalOf } from '../environment.js';
import { exchange, request } from '../fixtures.js';
import type { Act, Step } from './acts.js';

/** One message and its answer. One was before another when it had ended before the other began. */
export type Told = {
  readonly act: Act;
  readonly began: number;
  readonly ended: number;
  /** Of an act that was accepted. */
  readonly answer?: any;
  /** Of one that was refused; `gone` where the workflow is over. */
  readonly refused?: string;
  /** The code or token it presented. */
  readonly presented?: string;
};

export const requestIdOf = ({ id, number }: { id: string; number: number }): string => `request-${id}-${number}`;
/** Nobody supplies what another does, so that what was issued names who supplied it. */
export const datasetOf = (name: string, by: string) => ({
  reference: `reference-${name}-${by}`,
  digest: `digest-${name}-${by}`,
});

export class Player {
  readonly told: Told[] = [];
  #tick = 0;
  #tokens = 0;
  #code = 'code-0';
  #renewals = 0;
  #access = 'access-none';
  #refresh = 'refresh-none';
  readonly #faults = new Map<string, number>();

  constructor(readonly running: Running) {
    running.activities.before = (activity: keyof Activities) => {
      const left = this.#faults.get(activity) ?? 0;
      if (left === 0) return;
      this.#faults.set(activity, left - 1);
      throw new Error(`${activity} is made to fail`);
    };
  }

  async play(step: Step): Promise<void> {
    if (step.kind === 'sleep') {
      await this.running.sleep(step.seconds);
      return this.#settled();
    }
    if (step.kind === 'fault') {
      this.#faults.set(step.activity, step.times);
      return;
    }
    await Promise.all(step.acts.map((act) => this.#tell(act)));
    await this.#settled();
  }

  /** A query is answered when what came before it has been handled. */
  async #settled(): Promise<void> {
    await this.running.query();
  }

  mendAll(): void {
    this.#faults.clear();
  }

  /** A fresh token where the grant still has a refresh token, so that what is there can be collected. */
  async collect(requestId: string): Promise<string> {
    await this.#tell({ do: 'refresh' });
    const command = { requestId, accessDigest: this.#access };
    try {
      return (await this.#update<messages.CredentialOutcome>(messages.collectDeferredUpdate, command)).kind;
    } catch (error) {
      return reasonOf(error);
    }
  }

  async #tell(act: Act): Promise<void> {
    const began = ++this.#tick;
    const presented = act.do === 'exchange' ? this.#code : undefined;
    const common = { act, began, ...(presented === undefined ? {} : { presented }) };
    try {
      const answer = await this.#send(act);
      this.told.push({ ...common, ended: ++this.#tick, answer });
    } catch (error) {
      this.told.push({ ...common, ended: ++this.#tick, refused: await reasonOf(error) });
    }
  }

  async #send(act: Act): Promise<unknown> {
    const { handle } = this.running;
    const now = await this.running.now();
    switch (act.do) {
      case 'retrieve':
        return handle.signal(messages.offerRetrievedSignal);
      case 'undelivered':
        return handle.signal(messages.tokenUndeliveredSignal, { accessDigest: this.#access });
      case 'notify':
        return handle.signal(messages.notificationReceivedSignal, { requestId: requestIdOf(act), event: act.event });
      case 'cancel':
        return this.#update(messages.cancelUpdate);
      case 'exchange':
        return this.#exchange(now);
      case 'refresh':
        return this.#refreshToken(now);
      case 'renew':
        return this.#renew(now);
      case 'supply': {
        const datasets = [{ configurationId: act.id, claims: datasetOf(act.name, act.by) }];
        const { outcomes } = await this.#update<messages.ClaimsSupplied>(messages.supplyClaimsUpdate, {
          datasets,
          by: act.by,
        });
        return outcomes[act.id];
      }
      case 'release':
        return (await this.#update<messages.ClaimsReleased>(messages.releaseClaimsUpdate, { by: act.by })).released;
      case 'deny':
        return this.#update(messages.denyClaimsUpdate, act.id === undefined ? {} : { configurationId: act.id });
      case 'request':
        return this.#update(
          messages.requestCredentialUpdate,
          request(requestIdOf(act), { configurationId: act.id, accessDigest: this.#access }),
        );
      case 'collect':
        return this.#update(messages.collectDeferredUpdate, {
          requestId: requestIdOf(act),
          accessDigest: this.#access,
        });
    }
  }

  async #exchange(now: number): Promise<unknown> {
    const number = ++this.#tokens;
    const command = exchange({
      codeDigest: this.#code,
      accessDigest: `access-${number}`,
      accessExpiresAt: now + 300_000,
      refreshDigest: `refresh-${number}`,
      refreshExpiresAt: now + 7_200_000,
    });
    const exchanged = await this.#update(messages.exchangeTokenUpdate, command);
    this.#access = command.accessDigest;
    this.#refresh = command.refreshDigest;
    return exchanged;
  }

  async #refreshToken(now: number): Promise<unknown> {
    const number = ++this.#tokens;
    const command = {
      refreshDigest: this.#refresh,
      nextRefreshDigest: `refresh-${number}`,
      accessDigest: `access-${number}`,
      accessExpiresAt: now + 300_000,
    };
    const refreshed = await this.#update(messages.refreshTokenUpdate, command);
    this.#access = command.accessDigest;
    this.#refresh = command.nextRefreshDigest;
    return refreshed;
  }

  async #renew(now: number): Promise<unknown> {
    const codeDigest = `code-${++this.#renewals}`;
    await this.#update(messages.renewOfferUpdate, { codeDigest, expiresAt: now + 600_000 });
    this.#code = codeDigest;
    return codeDigest;
  }

  #update<R>(definition: object, command?: unknown): Promise<R> {
    const args = command === undefined ? [] : [command];
    return this.running.handle.executeUpdate(definition as never, { args } as never) as Promise<R>;
  }
}

async function reasonOf(error: unknown): Promise<string> {
  if (error instanceof WorkflowNotFoundError) return 'gone';
  return refusalOf(Promise.reject(error));
}
