import { answerOf } from '../../api/create-api.ts';
import type { Pace, Run } from '../../api/views.ts';
import { toNumber } from '../../format.ts';
import { useAnswer } from '../../hooks/use-answer.ts';
import { useApi } from '../../hooks/use-api.ts';
import { useEvery } from '../../hooks/use-every.ts';
import { ScrollTable } from '../../parts/scroll-table.tsx';
import { Sparkline } from '../../parts/sparkline.tsx';
import { isOver } from '../../progress.ts';
import { PHASE_LABELS } from '../../words.ts';
import { SLOT_MS, toSeries } from './to-series.ts';

const LOOK_EVERY_MS = 10_000;
const PER_MINUTE = 6;
const PER_SECOND = 0.1;
const SIDES = { source: 'Requests to Zephyr', target: 'Requests to qTest' };

/** Records by phase and requests by site over time, with the limit of requests. */
export function PaceSection({ run }: { readonly run: Run }) {
  const api = useApi();
  const key = `${run.id} ${run.finishedAt}`;
  const answer = useAnswer(key, () =>
    answerOf(api.GET('/v1/runs/{id}/pace', { params: { path: { id: run.id } } })),
  );
  useEvery(isOver(run) ? null : LOOK_EVERY_MS, answer.reload);
  const lines = answer.data ? toLines(answer.data, isOver(run)) : [];
  if (lines.length === 0) return null;
  return (
    <section class="card">
      <h2>Over time</h2>
      <ScrollTable
        caption="Pace over the last hour of work"
        head={['What', 'Last', 'Most', 'Limit', 'In the last hour of work']}
        numbers={[1, 2, 3]}
      >
        {lines.map((line) => (
          <Row key={line.label} line={line} />
        ))}
      </ScrollTable>
    </section>
  );
}

type Line = {
  readonly label: string;
  readonly unit: string;
  readonly values: readonly number[];
  /** The most that is allowed; null: there is no limit. */
  readonly limit: number | null;
};

/** The newest ten seconds of a run under way are not over, so they are left out. */
function toLines({ records, requests, limits }: Pace, isEnded: boolean): readonly Line[] {
  const all = [...records, ...requests].map(({ at }) => Date.parse(at));
  const from = Math.min(...all);
  const last = Math.max(...all);
  const span = { from, to: isEnded ? last : Math.max(from, last - SLOT_MS) };
  const phases = [...Map.groupBy(records, ({ phase }) => phase)].map(([phase, points]) => ({
    label: PHASE_LABELS[phase],
    unit: 'a minute',
    values: toSeries(points, span, PER_MINUTE),
    limit: null,
  }));
  const sides = [...Map.groupBy(requests, ({ side }) => side)].map(([side, points]) => ({
    label: SIDES[side],
    unit: 'a second',
    values: toSeries(points, span, PER_SECOND),
    limit: limits[side] > 0 ? limits[side] : null,
  }));
  return [...phases, ...sides];
}

const Row = ({ line: { label, unit, values, limit } }: { readonly line: Line }) => (
  <tr>
    <th scope="row">
      {label} <small class="soft">{unit}</small>
    </th>
    <td class="n">{toNumber(values.at(-1) ?? 0)}</td>
    <td class="n">{toNumber(Math.max(...values))}</td>
    <td class="n">{limit === null ? '–' : toNumber(limit)}</td>
    <td class="wide">
      {values.length > 1 ? (
        <Sparkline values={values} label={`${label} ${unit}`} limit={limit} />
      ) : (
        <span class="soft">too short for a line</span>
      )}
    </td>
  </tr>
);
