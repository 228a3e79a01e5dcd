/** The forms that supply claims: made from the configuration's schema, or as JSON. */
import { addresses, claimsFormId } from '../addresses.js';
import type { FormMember } from '../claims-form/build-fields.js';
import type { ClaimsFormState } from '../claims-form/form-state.js';
import { FormToken } from '../pages/layout.js';
import { ClaimsMember } from './claims-field.js';

export type ClaimsFormProps = {
  readonly sessionId: string;
  readonly configurationId: string;
  readonly name: string;
  readonly members: readonly FormMember[];
  readonly isCorrection: boolean;
  readonly isOpen: boolean;
  readonly formToken: string | undefined;
  readonly state: ClaimsFormState | undefined;
};

export function ClaimsForms(props: ClaimsFormProps) {
  const { configurationId, name, isCorrection, isOpen, state } = props;
  return (
    <details class="card supply" open={isOpen} id={`supply-${configurationId}`}>
      <summary>
        {`${isCorrection ? 'Correct' : 'Supply'} claims: ${name}`} <code>{configurationId}</code>
      </summary>
      {isCorrection ? (
        <p class="notice warn">
          Claims are there already. They are sealed and cannot be shown; what you send replaces all of them.
        </p>
      ) : null}
      <Summary state={state} />
      <FieldsForm {...props} />
      <details class="json-form" open={state?.isJson === true}>
        <summary>Give the claims as JSON instead</summary>
        <JsonForm {...props} />
      </details>
    </details>
  );
}

function Summary({ state }: { state: ClaimsFormState | undefined }) {
  if (state === undefined) return null;
  const listed = state.isJson ? [...state.problems].flatMap(([path, all]) => all.map((one) => `${path} ${one}`)) : [];
  return (
    <div class="notice bad" role="alert">
      <p>
        <strong>The claims were not supplied.</strong>{' '}
        {state.problems.size > 0
          ? 'They do not fit the schema of the configuration; correct what is marked and send again.'
          : ''}
      </p>
      <ul>
        {[...state.general, ...listed].map((one) => (
          <li key={one}>{one}</li>
        ))}
      </ul>
    </div>
  );
}

function FieldsForm({ sessionId, configurationId, members, isCorrection, formToken, state }: ClaimsFormProps) {
  const own = state?.isJson === true ? undefined : state;
  return (
    <form
      id={claimsFormId(configurationId)}
      method="post"
      action={addresses.claims(sessionId, configurationId)}
      encType="multipart/form-data"
      aria-label={`Claims of ${configurationId}`}
    >
      <FormToken value={formToken} />
      <div class="fields">
        {members.map((one) => (
          <ClaimsMember key={one.path} member={one} prefix={`claim-${configurationId}`} state={own} isInsisted />
        ))}
      </div>
      <button type="submit" class="primary">
        {isCorrection ? 'Replace claims' : 'Supply claims'}
      </button>
    </form>
  );
}

function JsonForm({ sessionId, configurationId, isCorrection, formToken, state }: ClaimsFormProps) {
  const id = `json-${configurationId}`;
  return (
    <form
      method="post"
      action={addresses.claims(sessionId, configurationId)}
      encType="multipart/form-data"
      aria-label={`Claims of ${configurationId} as JSON`}
    >
      <FormToken value={formToken} />
      <div class="field">
        <label for={id}>{`Claims of ${configurationId} as a JSON object`}</label>
        <textarea id={id} name="json" rows={8} class="mono" spellcheck={false} autocomplete="off" required>
          {state?.isJson === true ? state.typed.get('json') : ''}
        </textarea>
      </div>
      <button type="submit" class="primary">
        {isCorrection ? 'Replace claims' : 'Supply claims'}
      </button>
    </form>
  );
}
