import { StagePhase } from '@z2q/contracts';
import type { ReportInput } from '@z2q/report';
import type { Stage } from '@z2q/store';

/** A phase begins with the first of its stages and ends with the last. */
export function toPhaseTimes(stages: readonly Stage[]): ReportInput['phaseTimes'] {
  const byPhase = Map.groupBy(stages, (stage) => stage.phase);
  return StagePhase.options.flatMap((phase) => {
    const ofPhase = byPhase.get(phase) ?? [];
    const [startedAt] = ofPhase.flatMap((stage) => stage.startedAt ?? []).sort();
    if (startedAt === undefined) return [];
    const ends = ofPhase.flatMap((stage) => stage.finishedAt ?? []).sort();
    const isOver = ofPhase.every((stage) => stage.state === 'done');
    return [{ phase, startedAt, finishedAt: isOver ? (ends.at(-1) ?? null) : null }];
  });
}
