import type { Counts, EntityType, Run } from '../../api/views.ts';
import { toNumber } from '../../format.ts';
import { ScrollTable } from '../../parts/scroll-table.tsx';
import { COUNT_OF_PHASE, countsOf, phasesOf } from '../../progress.ts';
import { PHASE_LABELS, TYPE_LABELS } from '../../words.ts';

type Phase = ReturnType<typeof phasesOf>[number];

/** Progress of each type in each phase, in records. */
export function ProgressTable({ run }: { readonly run: Run }) {
  const phases = phasesOf(run);
  const rows = countsOf(run);
  if (rows.length === 0) return <p class="soft">Nothing has been counted yet.</p>;
  const head = ['Type', 'Records', ...phases.map((phase) => labelOf(phase, run)), 'Failed', 'Left out'];
  return (
    <ScrollTable caption="Progress by type and phase" head={head} numbers={head.map((_, at) => at).slice(1)}>
      {rows.map(([type, counts]) => (
        <Row key={type} type={type} counts={counts} phases={phases} />
      ))}
    </ScrollTable>
  );
}

const labelOf = (phase: Phase, { dryRun }: Run): string =>
  phase === 'rollback' && dryRun ? 'Would be taken away' : PHASE_LABELS[phase];

type RowProps = { readonly type: EntityType; readonly counts: Counts; readonly phases: readonly Phase[] };

const Row = ({ type, counts, phases }: RowProps) => (
  <tr>
    <th scope="row">{TYPE_LABELS[type]}</th>
    <td class="n">{toNumber(counts.source)}</td>
    {phases.map((phase) => {
      const done = counts[COUNT_OF_PHASE[phase]];
      return (
        <td key={phase} class="n">
          {toNumber(done)}
          <progress
            max={Math.max(1, counts.source)}
            value={done}
            aria-label={`${TYPE_LABELS[type]}, ${PHASE_LABELS[phase]}`}
          />
        </td>
      );
    })}
    <td class={counts.failed > 0 ? 'n bad-text' : 'n'}>{toNumber(counts.failed)}</td>
    <td class="n">{toNumber(counts.skipped)}</td>
  </tr>
);
