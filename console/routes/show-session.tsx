/** The page of a session, as it is opened and as it comes back with a form that was refused. */
import type { Response } from 'express';
import type { SessionRecord } from '../../ports/session-records.js';
import type { IssuerConfiguration } from '../../protocol/metadata/z-issuer-configuration.js';
import { buildFields, type FormMember } from '../claims-form/build-fields.js';
import type { ClaimsFormState } from '../claims-form/form-state.js';
import type { PageDependencies } from '../dependencies.js';
import { sendPage } from '../http/send-page.js';
import { SessionPage } from '../pages/session-page.js';
import type { ClaimsFormProps } from '../parts/claims-form.js';
import type { SessionState } from '../parts/session-state.js';
import { canSupply } from '../possible-acts.js';
import { doneSentences } from '../words.js';
import { frameOf, pageOf } from './page-context.js';
import { gatherState, loadCredentials, loadDeliveries, loadFreshView, loadLogs, loadSession } from './session-state.js';

type Shown = {
  /** The log record before which the log is shown. */
  readonly before?: string;
  /** What was just done. */
  readonly done?: string;
  readonly form?: ClaimsFormState;
  /** Of the answer, where that form was refused. */
  readonly status?: number;
};

export async function showSession(response: Response, id: string, shown: Shown): Promise<void> {
  const { deps } = pageOf(response);
  const { before, done, form, status } = shown;
  const record = await loadSession(deps, id);
  const logs = await loadLogs(deps, id, before);
  // Right after an act the read model may lag behind what was just done.
  const isFresh = done !== undefined || form !== undefined;
  const view = isFresh ? await loadFreshView(deps, record) : record.view;
  const configurations = await configurationsOf(deps, record);
  const credentials = await loadCredentials(deps, id);
  const state = { ...gatherState(deps, record, view, logs.logs), credentials };
  const frame = frameOf(response);
  const said = done === undefined ? undefined : doneSentences[done];
  const acts = await deps.listActs(record.id);
  const deliveries = await loadDeliveries(deps, id);
  const props = {
    frame,
    state,
    logs,
    acts,
    deliveries,
    forms: formsOf(deps, configurations, state, frame.formToken, form),
  };
  sendPage(response, <SessionPage {...props} {...(said === undefined ? {} : { done: said })} />, status);
}

type Configurations = IssuerConfiguration['credential_configurations'];

/** Those the session began with; none where they are not known any more. */
export async function configurationsOf(deps: PageDependencies, record: SessionRecord): Promise<Configurations> {
  const issuer = await deps.findVersion(record.issuer, record.view.configurationVersion);
  return (
    (issuer ?? deps.issuers.find((one) => one.id === record.issuer))?.configuration.credential_configurations ?? {}
  );
}

/** The fields for the claims of a configuration; none when it is not among them. */
export function fieldsOf(configurations: Configurations, configurationId: string): FormMember[] {
  const schema = configurations[configurationId]?.claims_schema;
  return schema === undefined ? [] : buildFields(schema);
}

function formsOf(
  deps: PageDependencies,
  configurations: Configurations,
  { record, view }: SessionState,
  formToken: string | undefined,
  refused: ClaimsFormState | undefined,
): ClaimsFormProps[] {
  if (deps.may?.('claims:write') === false) return [];
  return view.deliverables
    .filter((one) => canSupply(view, one) || one.configurationId === refused?.configurationId)
    .map(({ configurationId, claims, issuances }) => {
      const state = refused?.configurationId === configurationId ? refused : undefined;
      return {
        sessionId: record.id,
        configurationId,
        name: configurations[configurationId]?.display[0]?.name ?? configurationId,
        members: fieldsOf(configurations, configurationId),
        isCorrection: claims !== 'awaiting',
        // A wallet that waits comes first, but nothing distracts from a form that was refused.
        isOpen: state !== undefined || (refused === undefined && claims === 'awaiting' && issuances.length > 0),
        formToken,
        state,
      };
    });
}
