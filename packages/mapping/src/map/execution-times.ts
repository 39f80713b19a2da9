import type { SourceExecution } from '@z2q/contracts';
import { isResult } from '../fields/status-meaning.ts';
import { readInstant } from '../text/read-instant.ts';
import type { ExecutionContext } from './context.ts';

export type StandIn = 'planned_end' | 'planned_start' | 'reading' | 'epoch';

export type ExecutionTimes = {
  readonly start: string;
  readonly end: string;
  /** What replaces an end that Zephyr does not give; null: Zephyr gives it. */
  readonly standIn: StandIn | null;
};

/**
 * Start and end of a log, which needs both, in whole seconds. The end is Zephyr's. The start is the end minus the
 * execution time, rounded to the nearest second and never negative. Without an end, both are the cycle's planned end,
 * its planned start, or the time of reading; without a result, always the time of reading.
 */
export function toExecutionTimes(
  execution: Pick<SourceExecution, 'actualEnd' | 'executionTimeMs' | 'cycleId' | 'status'>,
  { cycle, extractedAt, mapping }: Pick<ExecutionContext, 'cycle' | 'extractedAt' | 'mapping'>,
): ExecutionTimes {
  const own = readSeconds(execution.actualEnd);
  if (own !== null) {
    const took = Math.max(0, Math.round((execution.executionTimeMs ?? 0) / 1000));
    return { start: toIso(own - took < 0 ? own : own - took), end: toIso(own), standIn: null };
  }
  const isOver = isResult(execution.status, mapping.executionStatus);
  const planned = isOver && execution.cycleId !== null ? cycle(execution.cycleId) : undefined;
  const candidates = [
    { seconds: readSeconds(planned?.plannedEnd ?? null), name: 'planned_end' },
    { seconds: readSeconds(planned?.plannedStart ?? null), name: 'planned_start' },
    { seconds: readSeconds(extractedAt), name: 'reading' },
  ] as const;
  const chosen = candidates.find(({ seconds }) => seconds !== null);
  const time = toIso(chosen?.seconds ?? 0);
  return { start: time, end: time, standIn: chosen?.name ?? 'epoch' };
}

function readSeconds(instant: string | null): number | null {
  const ms = instant === null ? null : readInstant(instant);
  return ms === null ? null : Math.floor(ms / 1000);
}

/** Whole seconds: the target answers fractions with a generic 400. */
const toIso = (seconds: number): string => new Date(seconds * 1000).toISOString().replace('.000Z', 'Z');
