/** What must hold of a session, whatever was done to it in whatever order: judged by what everybody was told. */
import { expect } from 'vitest';
import { catalogue } from '../../../protocol/errors/catalogue.js';
import type { SessionView } from '../../../protocol/session-view.js';
import type { FakeActivities } from '../environment.js';
import { AV } from '../fixtures.js';
import { CONFIGURATIONS } from './acts.js';
import type { Told } from './player.js';
import { datasetOf, requestIdOf } from './player.js';

/** What is answered when nothing is wrong with the request but something else is under way or away. */
const PASSING = new Set(['temporarily_unavailable']);

export function checkRefusals(told: readonly Told[], hadFaults: boolean): void {
  const reasons = told.flatMap((one) => (one.refused === undefined || one.refused === 'gone' ? [] : [one.refused]));
  for (const reason of reasons) {
    expect(Object.hasOwn(catalogue(), reason), `${reason} is no entry of the catalogue`).toBe(true);
    expect(reason).not.toBe('server_error');
    const isUndelivered = told.some((one) => one.act.do === 'undelivered');
    if (PASSING.has(reason)) expect(hadFaults || isUndelivered, 'unavailable without a fault').toBe(true);
  }
}

/** What was gone once is gone for good. */
export function checkClosedStaysClosed(told: readonly Told[]): void {
  const firstGone = Math.min(...told.filter((one) => one.refused === 'gone').map((one) => one.ended));
  const after = told.filter((one) => one.began > firstGone && one.refused !== 'gone');
  expect(after.map((one) => one.act.do)).toEqual([]);
}

export function checkCodes(told: readonly Told[]): void {
  const takenBack = told.filter((one) => one.act.do === 'undelivered').length;
  const redeemed = accepted(told, 'exchange').map((one) => one.presented);
  for (const code of new Set(redeemed)) {
    const times = redeemed.filter((one) => one === code).length;
    expect(times, `${code} was redeemed ${times} times`).toBeLessThanOrEqual(1 + takenBack);
  }
}

export function checkIssued({ issued }: FakeActivities, told: readonly Told[]): void {
  for (const id of CONFIGURATIONS) {
    const references = issued.filter((one) => one.configurationId === id).map((one) => one.claimsReference);
    expect(new Set(references).size, `different datasets of ${id} were issued`).toBeLessThanOrEqual(1);
    const isDenied = accepted(told, 'deny').some(({ act }) => act.do === 'deny' && (act.id ?? id) === id);
    if (isDenied) expect(references, `${id} was denied and issued`).toEqual([]);
  }
  for (const { claimsReference } of issued.filter((one) => one.configurationId === AV))
    expect(releasers(told), `${claimsReference} was released by nobody else`).toContain(otherThan(claimsReference));
}

function releasers(told: readonly Told[]): string[] {
  return accepted(told, 'release').flatMap(({ act, answer }) =>
    act.do === 'release' && answer.includes(AV) ? [act.by] : [],
  );
}

const otherThan = (reference: string): string => (reference.endsWith('anna') ? 'bert' : 'anna');

/** Nothing that was acknowledged is lost: neither claims nor requests. */
export function checkKept(view: SessionView, told: readonly Told[], initial: Readonly<Record<string, string>>): void {
  for (const { configurationId, claimsDigest, issuances } of view.deliverables) {
    const taken = accepted(told, 'supply').flatMap(({ act, answer, began, ended }) =>
      act.do === 'supply' && act.id === configurationId && answer !== 'unchanged'
        ? [{ digest: datasetOf(act.name, act.by).digest, began, ended }]
        : [],
    );
    const last = taken.filter((one) => !taken.some((other) => other.began > one.ended));
    const expected = last.length === 0 ? [initial[configurationId]] : last.map((one) => one.digest);
    expect(expected, `acknowledged claims of ${configurationId}`).toContain(claimsDigest);
    const promised = accepted(told, 'request').flatMap(({ act }) =>
      act.do === 'request' && act.id === configurationId ? [requestIdOf(act)] : [],
    );
    expect(issuances.map((one) => one.requestId)).toEqual(expect.arrayContaining(promised));
  }
}

export function checkEvents({ events }: SessionView): void {
  expect(events.map((one) => one.seq)).toEqual(events.map((_, index) => index + 1));
  const times = events.map((one) => one.at);
  expect(times).toEqual([...times].sort((a, b) => a - b));
}

function accepted(told: readonly Told[], act: Told['act']['do']): Told[] {
  return told.filter((one) => one.act.do === act && one.refused === undefined);
}
