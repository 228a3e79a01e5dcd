/** Messages in every order, and what must hold after each of them. */
import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { catalogue, type Reason } from '../../protocol/errors/catalogue.js';
import { ProtocolError } from '../../protocol/errors/protocol-error.js';
import { sessionStatuses } from '../../protocol/session-view.js';
import type { NextStep } from '../../workflows/issuance-session/session.js';
import { Session } from '../../workflows/issuance-session/session.js';
import { AV, claims, exchange, PID, request, SECOND, startOf, supply, T0 } from './fixtures.js';

const configurations = [AV, PID];

type Move =
  | { readonly do: 'exchange' | 'retrieve' | 'cancel' | 'renew' | 'refresh' | 'undelivered' | 'handOver' }
  | { readonly do: 'supply'; readonly configuration: number; readonly name: string; readonly by: string }
  | { readonly do: 'release'; readonly by: string }
  | { readonly do: 'deny'; readonly configuration: number | undefined }
  | {
      readonly do: 'request' | 'collect';
      readonly configuration: number;
      readonly id: number;
      /** How many tokens back the one is that is presented. */
      readonly token: number;
    }
  | {
      readonly do: 'notify';
      readonly configuration: number;
      readonly id: number;
      readonly event: 'credential_accepted' | 'credential_failure' | 'credential_deleted';
    }
  | { readonly do: 'problem'; readonly name: string }
  | { readonly do: 'sign'; readonly which: number; readonly works: boolean }
  | { readonly do: 'pass'; readonly seconds: number };

const which = fc.constantFrom(0, 1);
const move: fc.Arbitrary<Move> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ do: fc.constant('exchange' as const) }) },
  fc.record({ do: fc.constantFrom('retrieve' as const, 'renew' as const, 'refresh' as const, 'undelivered' as const) }),
  { weight: 3, arbitrary: fc.record({ do: fc.constant('handOver' as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('cancel' as const) }) },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('supply' as const),
      configuration: which,
      name: fc.constantFrom('a', 'b', 'c'),
      by: fc.constantFrom('anna', 'bert'),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant('release' as const), by: fc.constantFrom('anna', 'bert') }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('deny' as const), configuration: fc.constantFrom(0, 1, undefined) }),
  },
  {
    weight: 8,
    arbitrary: fc.record({
      do: fc.constantFrom('request' as const, 'collect' as const),
      configuration: which,
      id: fc.nat(2),
      token: fc.constantFrom(0, 0, 0, 0, 1, 2),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('notify' as const),
      configuration: which,
      id: fc.nat(2),
      event: fc.constantFrom(
        'credential_accepted' as const,
        'credential_failure' as const,
        'credential_deleted' as const,
      ),
    }),
  },
  fc.record({ do: fc.constant('problem' as const), name: fc.constantFrom('x', 'y') }),
  { weight: 5, arbitrary: fc.record({ do: fc.constant('sign' as const), which: fc.nat(3), works: fc.boolean() }) },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('pass' as const),
      seconds: fc.constantFrom(0, 1, 10, 59, 60, 100, 300, 700),
    }),
  },
);

/** Nothing of a credential that was handed over is left in these. */
const WITHOUT_CREDENTIAL = new Set([
  'offer_created',
  'offer_retrieved',
  'token_exchanged',
  'denied',
  'cancelled',
  'expired',
]);

/** The session, and what the world outside it was told. */
class World {
  now = T0;
  session = new Session(
    startOf({
      deliverables: [
        { configurationId: AV, requiresRelease: true },
        { configurationId: PID, claims: claims('a') },
      ],
      policy: { maxIssuances: 3 },
    }),
  );
  code = 'code-0';
  renewals = 0;
  tokens = 0;
  signing: { step: Extract<NextStep, { kind: 'sign' }>; delivery: ReturnType<Session['deliver']> }[] = [];
  /** What the back office was told we have. */
  readonly acknowledged = new Map<string, string>([[PID, 'digest-a']]);
  /** Who supplied what has to be released, and what was. */
  supplier = '';
  released = '';
  readonly denied = new Set<string>();
  readonly delivered = new Map<string, Set<string>>();
  /** Requests a wallet was told to wait for. */
  readonly promised = new Set<string>();
  wasClosed = false;
  told: string[] = [];
  /** Codes that were redeemed, and what was redeemed with them. */
  readonly spent = new Set<string>();
  grants = 0;
  grant = 0;
  replaced = 0;
  readonly access = new Map<string, { readonly grant: number; readonly expiresAt: number }>();

  play(one: Move): void {
    const before = JSON.stringify(this.session.view());
    try {
      this.#play(one);
    } catch (error) {
      if (!(error instanceof ProtocolError)) throw error;
      this.#checkRefusal(one, error.reason, before);
    }
    this.check();
  }

  /** Without looking at every step. */
  replay(one: Move): void {
    try {
      this.#play(one);
    } catch (error) {
      if (!(error instanceof ProtocolError)) throw error;
    }
  }

  /** To the next run of the workflow, as it does when nothing is under way. */
  #handOver(): void {
    if (this.signing.length > 0) return;
    const former = this.session;
    this.session = new Session(former.start, JSON.parse(JSON.stringify(former.freeze())));
    expect(this.session.view()).toEqual(former.view());
    expect(this.session.nextDeadline()).toBe(former.nextDeadline());
    expect(this.session.freeze()).toEqual(former.freeze());
  }

  #play(one: Move): void {
    const { session, now } = this;
    switch (one.do) {
      case 'handOver':
        this.#handOver();
        return;
      case 'retrieve':
        if (session.isOpen) session.retrieveOffer(now);
        return;
      case 'exchange':
        this.#exchange();
        return;
      case 'undelivered':
        if (!session.takeBackToken({ accessDigest: `access-${this.tokens}` }, now)) return;
        this.spent.delete(this.code);
        this.grant = this.replaced;
        this.replaced = 0;
        return;
      case 'refresh':
        this.#refresh();
        return;
      case 'renew': {
        const codeDigest = `code-${this.renewals + 1}`;
        session.renewOffer({ codeDigest, expiresAt: now + 600 * SECOND }, now);
        this.renewals += 1;
        this.code = codeDigest;
        return;
      }
      case 'cancel':
        session.cancel(now);
        return;
      case 'supply': {
        const id = configurations[one.configuration] ?? '';
        supply(session, id, claims(one.name), now, one.by);
        if (id === AV && this.acknowledged.get(id) !== `digest-${one.name}`) this.supplier = one.by;
        this.acknowledged.set(id, `digest-${one.name}`);
        return;
      }
      case 'release':
        for (const id of session.releaseClaims({ by: one.by }, now)) {
          expect(one.by, 'released by its supplier').not.toBe(this.supplier);
          this.released = this.acknowledged.get(id) ?? '';
        }
        return;
      case 'deny': {
        const id = one.configuration === undefined ? undefined : configurations[one.configuration];
        session.denyClaims(id, now);
        for (const each of id === undefined ? configurations : [id]) this.denied.add(each);
        return;
      }
      case 'request': {
        const configurationId = configurations[one.configuration] ?? '';
        const accessDigest = this.#presented(one);
        const step = session.requestCredential(request(this.#id(one), { configurationId, accessDigest }), now);
        this.#checkToken(accessDigest);
        this.#take(configurationId, step);
        return;
      }
      case 'collect': {
        const accessDigest = this.#presented(one);
        const step = session.collectDeferred({ requestId: this.#id(one), accessDigest }, now);
        this.#checkToken(accessDigest);
        this.#take(configurations[one.configuration] ?? '', step);
        return;
      }
      case 'notify':
        session.notify({ requestId: this.#id(one), event: one.event }, now);
        return;
      case 'problem':
        session.noteProblem({ reason: one.name, endpoint: '/token' }, now);
        return;
      case 'sign':
        this.#sign(one.which, one.works);
        return;
      case 'pass': {
        this.now += one.seconds * SECOND;
        session.passDeadlines(this.now);
        return;
      }
    }
  }

  #id(one: { configuration: number; id: number }): string {
    return `request-${one.configuration}-${one.id}`;
  }

  #presented({ token }: { token: number }): string {
    return `access-${this.tokens - token}`;
  }

  /** Only a living token of the present grant is ever served. */
  #checkToken(accessDigest: string): void {
    const known = this.access.get(accessDigest);
    expect(known?.grant, 'a token that was never given, or of a grant that was replaced').toBe(this.grant);
    expect(known?.expiresAt, 'a dead token').toBeGreaterThan(this.now);
  }

  #exchange(): void {
    const command = this.#token({ codeDigest: this.code });
    this.session.exchangeToken(command, this.now);
    expect(this.spent.has(this.code), 'a code redeemed twice').toBe(false);
    this.spent.add(this.code);
    this.grants += 1;
    this.replaced = this.grant;
    this.grant = this.grants;
    this.access.set(command.accessDigest, { grant: this.grant, expiresAt: command.accessExpiresAt });
  }

  #token(change: Partial<ReturnType<typeof exchange>>) {
    this.tokens += 1;
    return exchange({
      accessDigest: `access-${this.tokens}`,
      accessExpiresAt: this.now + 300 * SECOND,
      refreshDigest: `refresh-${this.tokens}`,
      refreshExpiresAt: this.now + 1000 * SECOND,
      ...change,
    });
  }

  #refresh(): void {
    const refreshDigest = `refresh-${this.tokens}`;
    const { accessDigest, accessExpiresAt } = this.#token({});
    this.session.refreshToken(
      { refreshDigest, accessDigest, accessExpiresAt, nextRefreshDigest: `refresh-${this.tokens}` },
      this.now,
    );
    this.access.set(accessDigest, { grant: this.grant, expiresAt: accessExpiresAt });
  }

  #take(configurationId: string, step: NextStep): void {
    expect(this.session.isOpen).toBe(true);
    const { requestId } = step.issuance;
    if (step.kind === 'deferred') {
      this.promised.add(requestId);
      return;
    }
    if (step.kind === 'wait') {
      expect(this.signing.map(({ step: { issuance } }) => issuance.requestId)).toContain(requestId);
      return;
    }
    expect(this.denied.has(configurationId), 'issued after denial').toBe(false);
    if (step.kind === 'redeliver') {
      expect(this.now).toBeLessThan(step.issuance.redeliverUntil ?? 0);
      const unfinished = this.signing.map(({ step: { issuance } }) => issuance.requestId);
      expect(unfinished, 'redelivered before it was signed').not.toContain(requestId);
      return;
    }
    expect(step.dataset.digest).toBe(this.acknowledged.get(configurationId));
    if (configurationId === AV) expect(step.dataset.digest, 'issued without a release').toBe(this.released);
    this.signing.push({ step, delivery: this.session.deliver(step.deliverable, step.issuance, this.now) });
  }

  #sign(index: number, works: boolean): void {
    const [one] = this.signing.splice(index % Math.max(1, this.signing.length), 1);
    if (one === undefined) return;
    if (!works) {
      one.delivery.rollBack();
      return;
    }
    one.delivery.settle();
    const { configurationId } = one.step.deliverable;
    const datasets = this.delivered.get(configurationId) ?? new Set();
    this.delivered.set(configurationId, datasets.add(one.step.dataset.digest));
  }

  #checkRefusal(one: Move, reason: Reason, before: string): void {
    expect(Object.hasOwn(catalogue(), reason), `${reason} is no entry of the catalogue`).toBe(true);
    expect(JSON.stringify(this.session.view()), `${one.do} was refused (${reason}) and changed something`).toBe(before);
  }

  check(): void {
    // What counts as settled is told to back offices, and nothing takes it back.
    const settled = this.session.settledEvents.map(({ seq, type }) => `${seq} ${type}`);
    expect(settled.slice(0, this.told.length)).toEqual(this.told);
    this.told = settled;
    const { session } = this;
    const view = session.view();
    expect(view.events.map((one) => one.seq)).toEqual(view.events.map((_, index) => index + 1));
    expect(sessionStatuses).toContain(view.status);
    const times = view.events.map((one) => one.at);
    expect(times).toEqual([...times].sort((a, b) => a - b));
    if (this.delivered.size > 0)
      expect(WITHOUT_CREDENTIAL.has(view.status), `${view.status} after a delivery`).toBe(false);
    expect(JSON.parse(JSON.stringify(view))).toEqual(view);
    for (const datasets of this.delivered.values()) expect(datasets.size, 'different datasets delivered').toBe(1);
    for (const one of view.deliverables) {
      expect(one.claimsDigest, 'acknowledged claims are lost').toBe(this.acknowledged.get(one.configurationId));
      expect(one.issuances.length).toBeLessThanOrEqual(3);
      expect(new Set(one.issuances.map((issuance) => issuance.requestId)).size).toBe(one.issuances.length);
      if (this.denied.has(one.configurationId)) expect(one.claims).toBe('denied');
      const [digest] = this.delivered.get(one.configurationId) ?? [];
      if (digest === undefined) continue;
      expect(one.claimsDigest, 'claims corrected after issue').toBe(digest);
      expect(one.claims, 'denied after issue').toBe('released');
    }
    const known = view.deliverables.flatMap((one) => one.issuances.map((issuance) => issuance.requestId));
    for (const promised of this.promised) expect(known, 'a promised credential is lost').toContain(promised);
    const unsigned = view.deliverables
      .flatMap((one) => one.issuances)
      .filter((one) => one.state === 'delivered').length;
    const issued = view.events.filter((one) => one.type === 'credential_issued').length;
    expect(issued).toBeGreaterThanOrEqual(unsigned);
    if (this.wasClosed) expect(view.isOpen, 'a closed session opened again').toBe(false);
    this.wasClosed = !view.isOpen;
    const deadline = session.nextDeadline();
    expect(deadline === undefined).toBe(!view.isOpen);
  }

  /** Time alone must end every session, and the loop that waits for it must never turn without waiting. */
  end(): void {
    for (const { delivery } of this.signing.splice(0)) delivery.settle();
    for (let turns = 0; this.session.isOpen; turns += 1) {
      expect(turns).toBeLessThan(20);
      const deadline = this.session.nextDeadline() ?? 0;
      this.now = Math.max(this.now, deadline);
      this.session.passDeadlines(this.now);
      const next = this.session.nextDeadline();
      if (next !== undefined) expect(next).toBeGreaterThan(this.now);
      this.check();
    }
    const left = this.session.view().deliverables.flatMap((one) => one.issuances);
    expect(left.filter((one) => one.state === 'deferred' || one.redeliverUntil !== undefined)).toEqual([]);
  }
}

it('holds its promises whatever the order of messages, failures and time', async () => {
  await fc.assert(
    fc.property(fc.array(move, { maxLength: 60, size: 'max' }), (moves) => {
      const world = new World();
      for (const one of [{ do: 'exchange' } as const, ...moves]) world.play(one);
      world.end();
      // A worker that starts anew plays the same messages, and must come to the same session.
      const again = new World();
      for (const one of [{ do: 'exchange' } as const, ...moves]) again.replay(one);
      again.end();
      expect(again.session.view()).toEqual(world.session.view());
    }),
    { numRuns: 1000 },
  );
}, 120_000);
