import type { SessionFilter } from '../../ports/session-records.js';
import { addresses, listAddress } from '../addresses.js';
import { statusMeanings } from '../words.js';

type FilterProps = { readonly filter: Partial<SessionFilter>; readonly issuerIds: readonly string[] };

export function SessionFilterForm({ filter, issuerIds }: FilterProps) {
  return (
    <form method="get" action={addresses.list} class="card filter" aria-label="Find sessions">
      <TextFilter name="id" label="Session id" value={undefined} />
      <ChoiceFilter name="status" label="Status" options={Object.keys(statusMeanings)} value={filter.status} />
      <TextFilter name="reference" label="Reference" value={filter.reference} />
      <TextFilter name="problem" label="Problem" value={filter.problem} />
      {issuerIds.length > 1 ? (
        <ChoiceFilter name="issuer" label="Issuer" options={issuerIds} value={filter.issuer} />
      ) : null}
      <div class="buttons">
        <button type="submit">Find</button>
        {listAddress(filter) === addresses.list ? null : <a href={addresses.list}>Clear</a>}
      </div>
    </form>
  );
}

type TextFilterProps = { readonly name: string; readonly label: string; readonly value: string | undefined };

function TextFilter({ name, label, value }: TextFilterProps) {
  return (
    <div class="field">
      <label for={`filter-${name}`}>{label}</label>
      <input
        id={`filter-${name}`}
        name={name}
        type="search"
        value={value ?? ''}
        autocomplete="off"
        spellcheck={false}
      />
    </div>
  );
}

function ChoiceFilter({ name, label, options, value }: TextFilterProps & { readonly options: readonly string[] }) {
  return (
    <div class="field">
      <label for={`filter-${name}`}>{label}</label>
      <select id={`filter-${name}`} name={name}>
        <option value="">Any</option>
        {options.map((one) => (
          <option key={one} value={one} selected={one === value}>
            {one}
          </option>
        ))}
      </select>
    </div>
  );
}
