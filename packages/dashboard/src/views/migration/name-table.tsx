import type { MappingTable, MappingUse, Migration } from '../../api/views.ts';
import { toCount } from '../../format.ts';
import { MAPPING_LABELS } from '../../words.ts';

type NameTableProps = {
  readonly table: MappingTable;
  /** Heading of the column with the new names. */
  readonly says: string;
  readonly used: MappingUse;
  readonly mapping: Migration['mapping'];
  readonly onChange: (table: MappingTable, name: string, to: string) => void;
};

/** The names of one kind that the project uses, the most frequent first, each with its new name; names that the target has are offered. */
export function NameTable({ table, says, used, mapping, onChange }: NameTableProps) {
  const names = used.names
    .filter((each) => each.table === table)
    .toSorted((one, other) => other.records - one.records);
  const offered = (used.offered ?? []).filter((each) => each.table === table).map(({ name }) => name);
  const listId = `offered-${table}`;
  const mapped = Object.keys(mapping[table]).length;
  if (names.length === 0) return null;
  return (
    <details open={mapped > 0}>
      <summary>
        {MAPPING_LABELS[table]}: {toCount(names.length, 'name')}
        {mapped > 0 && `, ${mapped} with another one in qTest`}
      </summary>
      <datalist id={listId}>
        {offered.map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>
      <div class="names">
        {names.map(({ name, records }) => (
          <label key={name}>
            <span>
              {name} <small class="soft">{toCount(records, 'record')}</small>
            </span>
            <input
              list={listId}
              value={mapping[table][name] ?? ''}
              placeholder={`stays ${name}`}
              aria-label={`${name}: ${says}`}
              onInput={(event) => onChange(table, name, event.currentTarget.value)}
            />
          </label>
        ))}
      </div>
    </details>
  );
}
