import type { MappingTable, Migration } from '../../api/views.ts';
import { toCount } from '../../format.ts';
import { MAPPING_LABELS } from '../../words.ts';

type MappingLinesProps = { readonly mapping: Migration['mapping'] };

const TABLES = Object.keys(MAPPING_LABELS) as readonly MappingTable[];

/** The names that are another one in qTest. */
export const MappingLines = ({ mapping }: MappingLinesProps) => {
  const lines = TABLES.flatMap((table) =>
    Object.entries(mapping[table]).map(([name, to]) => ({ table, name, to })),
  );
  if (lines.length === 0) return <p>No mapping: everything keeps its name.</p>;
  return (
    <details>
      <summary>{toCount(lines.length, 'name')} with another one in qTest</summary>
      <ul class="pairs">
        {lines.map(({ table, name, to }) => (
          <li key={`${table} ${name}`}>
            {MAPPING_LABELS[table]}: {name} → <strong>{to}</strong>
          </li>
        ))}
      </ul>
    </details>
  );
};
