import type { IdMapItem } from '../../api/views.ts';
import { hrefOf } from '../../hooks/use-route.ts';
import { SafeLink } from '../../parts/safe-link.tsx';
import { ScrollTable } from '../../parts/scroll-table.tsx';
import { TYPE_LABELS } from '../../words.ts';

/** The target objects of a record. */
export const MappedRows = ({ items }: { readonly items: readonly IdMapItem[] }) =>
  items.length === 0 ? null : (
    <ScrollTable caption="Objects made for this record" head={['Type', 'In Zephyr', 'In qTest', 'Made by']}>
      {items.map((item) => (
        <tr key={`${item.entityType} ${item.sourceId}`}>
          <th scope="row">{TYPE_LABELS[item.entityType]}</th>
          <td>
            <SafeLink href={item.sourceUrl}>{item.sourceKey ?? item.sourceId}</SafeLink>
          </td>
          <td>
            <SafeLink href={item.targetUrl}>{item.targetPid ?? `number ${item.targetId}`}</SafeLink>
            {item.adopted && <span class="soft"> (was there before)</span>}
          </td>
          <td>
            <a href={hrefOf(['runs', item.runId])}>this run</a>
          </td>
        </tr>
      ))}
    </ScrollTable>
  );
