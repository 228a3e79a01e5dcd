/**
 * The session's whole state as plain data, for the next run of its workflow, and back. What a deliverable and an issuance
 * are made of is carried whole, so that a member added there is carried too; all else names its members. Nothing in it
 * that was not in the history before.
 */
import type { Issuance } from './deliverable.js';
import type { Grant } from './grants.js';
import type { SessionState } from './session-state.js';

type FrozenIssuance = Omit<Issuance, 'grant'> & { readonly grant: number };

/** At a moment in which no signature is being made. Several things belong to one grant: grants are named by numbers. */
export function freezeState(state: SessionState) {
  const grants: Grant[] = [];
  const numberOf = (grant: Grant): number => {
    if (!grants.includes(grant)) grants.push(grant);
    return grants.indexOf(grant);
  };
  const named = (grant: Grant | undefined): number | undefined => (grant === undefined ? undefined : numberOf(grant));
  const current = named(state.grants.current);
  const replaced = named(state.grants.replaced);
  const deliverables = state.deliverables.map(
    ({ configurationId: _id, terms: _terms, issuances, stranded, ...rest }) => ({
      rest,
      issuances: issuances.map((one): FrozenIssuance => ({ ...one, grant: numberOf(one.grant) })),
      stranded: stranded === undefined ? undefined : { at: stranded.at, grant: numberOf(stranded.grant) },
    }),
  );
  return {
    deliverables,
    offer: state.offer.freeze(),
    authorization: state.authorization.freeze(numberOf),
    log: state.log.freeze(),
    grantType: state.grantType,
    ending: state.ending,
    isOpen: state.isOpen,
    current,
    replaced,
    grants,
  };
}

/** Into the state of a session that was made from the same start. */
export function thawState(state: SessionState, frozen: ReturnType<typeof freezeState>): void {
  const grantOf = (number: number): Grant => frozen.grants[number] as Grant;
  const named = (number: number | undefined): Grant | undefined => (number === undefined ? undefined : grantOf(number));
  state.deliverables.forEach((deliverable, index) => {
    const { rest, issuances, stranded } = frozen.deliverables[index] as (typeof frozen.deliverables)[number];
    // What it began with may be gone since, and a member that is undefined did not come along.
    Object.assign(deliverable, { dataset: undefined, suppliedBy: undefined, pull: undefined }, rest);
    deliverable.issuances = issuances.map((one) => ({ ...one, grant: grantOf(one.grant) }));
    deliverable.stranded = stranded && { at: stranded.at, grant: grantOf(stranded.grant) };
  });
  state.offer.thaw(frozen.offer);
  state.authorization.thaw(frozen.authorization, grantOf);
  state.log.thaw(frozen.log);
  state.grantType = frozen.grantType;
  state.ending = frozen.ending;
  state.isOpen = frozen.isOpen;
  state.grants.thaw(named(frozen.current), named(frozen.replaced));
}
