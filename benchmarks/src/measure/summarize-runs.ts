import { type CountsView, ENTITY_TYPES, type EntityType, type RunView } from '@z2q/contracts';

export type RunSummary = {
  readonly state: string;
  readonly wallMs: number;
  readonly records: number;
  readonly recordsOf: Readonly<Partial<Record<EntityType, number>>>;
};

/** Several runs as if they were one. */
export function summarizeRuns(runs: readonly RunView[]): RunSummary {
  const counts = runs.flatMap((run) => Object.values(run.counts));
  const sum = (read: (count: CountsView) => number) => counts.reduce((total, each) => total + read(each), 0);
  const failed = sum((count) => count.failed);
  return {
    state: failed > 0 ? `${failed} failed` : (runs.map(toState).find(isShort) ?? COMPLETED),
    wallMs: runs.reduce((total, run) => total + wallOf(run), 0),
    records: sum((count) => count.source),
    recordsOf: sumByType(runs),
  };
}

const COMPLETED = 'completed';
const isShort = (state: string): boolean => state !== COMPLETED;

/** Records that have no place on the target are skipped, not failed: the work is done. */
const toState = ({ state }: RunView): string => (state === 'completed_with_failures' ? COMPLETED : state);

/** From the request for the run to its end, as the control API tells it. */
const wallOf = ({ createdAt, finishedAt }: RunView): number =>
  Date.parse(finishedAt ?? '') - Date.parse(createdAt);

function sumByType(runs: readonly RunView[]): RunSummary['recordsOf'] {
  const records: Partial<Record<EntityType, number>> = {};
  for (const { counts } of runs)
    for (const type of ENTITY_TYPES) records[type] = (records[type] ?? 0) + (counts[type]?.source ?? 0);
  return records;
}
