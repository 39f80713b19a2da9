import type { Report } from '../../api/views.ts';
import { toNumber } from '../../format.ts';
import { hrefOf } from '../../hooks/use-route.ts';
import { ScrollTable } from '../../parts/scroll-table.tsx';
import { TYPE_LABELS } from '../../words.ts';
import { type Loss, toLosses } from './to-losses.ts';

type LossTableProps = { readonly report: Report; readonly migrationId: string };

/** How many patterns are shown for each reason; the ledger has all of them. */
const PLACES = 3;

/** Values that were dropped or changed, by reason. */
export function LossTable({ report, migrationId }: LossTableProps) {
  const losses = toLosses(report);
  if (losses.length === 0) return <p>Nothing: every value is carried as it is.</p>;
  return (
    <ScrollTable
      caption="Values changed or dropped, by reason"
      head={['What becomes of them', 'Values', 'Where']}
      numbers={[1]}
    >
      {losses.map((loss) => (
        <Row key={`${loss.outcome} ${loss.code} ${loss.reason}`} loss={loss} migrationId={migrationId} />
      ))}
    </ScrollTable>
  );
}

const Row = ({ loss, migrationId }: { readonly loss: Loss; readonly migrationId: string }) => (
  <tr>
    <td>
      <span class={`badge ${loss.outcome === 'dropped' ? 'bad' : 'calm'}`}>{loss.outcome}</span> {loss.reason}{' '}
      <a href={hrefOf(['migrations', migrationId, 'ledger'], { outcome: loss.outcome, code: loss.code })}>
        Show them<span class="hidden">: {loss.code}</span>
      </a>
    </td>
    <td class="n">{toNumber(loss.count)}</td>
    <td>
      {loss.places.slice(0, PLACES).map(({ entityType, field }) => (
        <div key={`${entityType} ${field}`}>
          {TYPE_LABELS[entityType]} <code>{field}</code>
        </div>
      ))}
      {loss.places.length > PLACES && (
        <div class="soft">and {toNumber(loss.places.length - PLACES)} other places</div>
      )}
    </td>
  </tr>
);
