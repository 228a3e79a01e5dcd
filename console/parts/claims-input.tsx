import type { Choice, Field } from '../claims-form/build-fields.js';

type InputProps = {
  readonly field: Field;
  readonly id: string;
  readonly typed: string;
  readonly aria: { readonly 'aria-invalid'?: 'true'; readonly 'aria-describedby'?: string };
  readonly isInsisted: boolean;
};

const yesOrNo: readonly Choice[] = [
  { value: 'true', label: 'Yes', claim: true },
  { value: 'false', label: 'No', claim: false },
];

/** The control itself. What was typed stays as it was, right or wrong; only choices can forget a wrong one. */
export function ClaimsInput({ field, id, typed, aria, isInsisted }: InputProps) {
  const shared = { id, name: field.path, required: isInsisted, autocomplete: 'off', ...aria };
  switch (field.kind) {
    case 'boolean':
      return <Choices {...shared} choices={yesOrNo} typed={typed} />;
    case 'choice':
      return <Choices {...shared} choices={field.choices ?? []} typed={typed} />;
    case 'lines':
    case 'json':
      return (
        <textarea {...shared} rows={3} spellcheck={false}>
          {typed}
        </textarea>
      );
    case 'binary':
      return (
        <textarea {...shared} rows={2} spellcheck={false} class="mono">
          {typed}
        </textarea>
      );
    case 'date':
      return <input {...shared} type="date" min="0001-01-01" max="9999-12-31" value={typed} />;
    case 'date-time':
      return <input {...shared} type="datetime-local" step={1} max="9999-12-31T23:59:59" value={typed} />;
    case 'integer':
    case 'number':
      return (
        <input {...shared} type="text" inputmode={field.kind === 'integer' ? 'numeric' : 'decimal'} value={typed} />
      );
    case 'email':
      return <input {...shared} type="email" value={typed} />;
    case 'text':
      return <input {...shared} type="text" maxlength={field.maxLength} value={typed} />;
    default:
      return field.kind satisfies never;
  }
}

type ChoicesProps = {
  readonly choices: readonly Choice[];
  readonly typed: string;
  readonly id: string;
  readonly name: string;
};

function Choices({ choices, typed, ...shared }: ChoicesProps & { readonly required: boolean }) {
  return (
    <select {...shared}>
      <option value="">Not stated</option>
      {choices.map(({ value, label }) => (
        <option key={value} value={value} selected={value === typed}>
          {label}
        </option>
      ))}
    </select>
  );
}
