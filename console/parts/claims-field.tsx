/** One member of a claims form: label, input, hint, and what is wrong with what was typed. */
import type { Field, FieldGroup, FormMember } from '../claims-form/build-fields.js';
import type { ClaimsFormState } from '../claims-form/form-state.js';
import { fileFieldName } from '../claims-form/parse-form.js';
import { ClaimsInput } from './claims-input.js';

type MemberProps<M> = {
  readonly member: M;
  /** Makes ids differ between the forms of one page. */
  readonly prefix: string;
  readonly state: ClaimsFormState | undefined;
  /** Whether everything around the member is required too, so that the browser may insist on it. */
  readonly isInsisted: boolean;
};

export function ClaimsMember(props: MemberProps<FormMember>) {
  const { member, ...rest } = props;
  return member.kind === 'group' ? <GroupOfFields member={member} {...rest} /> : <OneField member={member} {...rest} />;
}

function GroupOfFields({ member, prefix, state, isInsisted }: MemberProps<FieldGroup>) {
  const problems = state?.problems.get(member.path) ?? [];
  return (
    <fieldset class={problems.length > 0 ? 'invalid' : undefined}>
      <legend>
        {member.label} <ClaimName member={member} />
      </legend>
      {member.hint === undefined ? null : <p class="hint">{member.hint}</p>}
      <Problems id={`${prefix}${member.path}-problems`} problems={problems} />
      <div class="fields">
        {member.members.map((one) => (
          <ClaimsMember
            key={one.path}
            member={one}
            prefix={prefix}
            state={state}
            isInsisted={isInsisted && member.isRequired}
          />
        ))}
      </div>
    </fieldset>
  );
}

function OneField({ member, prefix, state, isInsisted }: MemberProps<Field>) {
  const id = `${prefix}${member.path}`;
  const problems = state?.problems.get(member.path) ?? [];
  const hint = hintOf(member);
  const describedBy = [
    ...(problems.length > 0 ? [`${id}-problems`] : []),
    ...(hint === undefined ? [] : [`${id}-hint`]),
  ].join(' ');
  return (
    <div class={`field ${member.kind}${problems.length > 0 ? ' invalid' : ''}`}>
      <label for={id}>
        {member.label}
        <br />
        <ClaimName member={member} />
      </label>
      <ClaimsInput
        field={member}
        id={id}
        typed={state?.typed.get(member.path) ?? ''}
        aria={{
          ...(problems.length > 0 ? { 'aria-invalid': 'true' as const } : {}),
          ...(describedBy === '' ? {} : { 'aria-describedby': describedBy }),
        }}
        isInsisted={isInsisted && member.isRequired && member.kind !== 'binary'}
      />
      {member.kind === 'binary' ? <FileInput id={id} field={member} /> : null}
      {hint === undefined ? null : (
        <p class="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      <Problems id={`${id}-problems`} problems={problems} />
    </div>
  );
}

function FileInput({ id, field }: { id: string; field: Field }) {
  return (
    <>
      <label class="minor" for={`${id}-file`}>
        {`or a file for ${field.label}`}
      </label>
      <input id={`${id}-file`} type="file" name={fileFieldName(field.path)} />
    </>
  );
}

function ClaimName({ member }: { member: FormMember }) {
  return (
    <>
      <code class="claim-name">{member.name}</code>
      {member.isRequired ? <span class="required"> required</span> : null}
    </>
  );
}

function Problems({ id, problems }: { id: string; problems: readonly string[] }) {
  if (problems.length === 0) return null;
  return (
    <ul class="plain problems" id={id}>
      {problems.map((one) => (
        <li key={one}>{one}</li>
      ))}
    </ul>
  );
}

function hintOf({ kind, hint }: Field): string | undefined {
  const ofKind = {
    lines: 'One per line.',
    'date-time': 'In UTC.',
    binary: 'Base64 text. A file wins over the text, and has to be chosen again after a correction.',
    json: 'As JSON.',
  } as const;
  const own = kind in ofKind ? ofKind[kind as keyof typeof ofKind] : undefined;
  return [hint, own].filter((one) => one !== undefined).join(' ') || undefined;
}
