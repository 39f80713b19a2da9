import type { LedgerItem } from '../../api/views.ts';
import { goTo, hrefOf } from '../../hooks/use-route.ts';
import { TYPE_LABELS } from '../../words.ts';

const OUTCOMES: Readonly<Record<LedgerItem['outcome'], string>> = {
  changed: 'changed',
  dropped: 'dropped',
  added: 'added for qTest',
  not_asked: 'not asked for',
};
/** Types that never have ledger lines. */
const WITHOUT_LINES = new Set(['test_run', 'container']);
const TYPES = Object.entries(TYPE_LABELS).filter(([type]) => !WITHOUT_LINES.has(type));

type LedgerFilterProps = { readonly id: string; readonly query: URLSearchParams };

/** Filters of the lines. They are part of the address, so that it can be shared. */
export function LedgerFilter({ id, query }: LedgerFilterProps) {
  const submit = (event: SubmitEvent & { readonly currentTarget: HTMLFormElement }): void => {
    event.preventDefault();
    const asked = [...new FormData(event.currentTarget)].map(([name, value]) => [name, String(value).trim()]);
    goTo(hrefOf(['migrations', id, 'ledger'], Object.fromEntries(asked)));
  };
  return (
    <form key={`${query}`} class="card filter" onSubmit={submit}>
      <Choice name="entityType" label="Type" query={query} choices={TYPES} />
      <Choice name="outcome" label="Outcome" query={query} choices={Object.entries(OUTCOMES)} />
      <Text name="code" label="Code" query={query} />
      <Text name="sourceKey" label="Key of the record" query={query} />
      <button type="submit" class="primary">
        Show
      </button>
    </form>
  );
}

type FieldProps = { readonly name: string; readonly label: string; readonly query: URLSearchParams };

const Choice = ({
  name,
  label,
  query,
  choices,
}: FieldProps & { readonly choices: readonly (readonly [string, string])[] }) => (
  <label>
    {label}
    <select name={name} defaultValue={query.get(name) ?? ''}>
      <option value="">all</option>
      {choices.map(([value, text]) => (
        <option key={value} value={value} selected={query.get(name) === value}>
          {text}
        </option>
      ))}
    </select>
  </label>
);

const Text = ({ name, label, query }: FieldProps) => (
  <label>
    {label}
    <input name={name} defaultValue={query.get(name) ?? ''} />
  </label>
);
