import type { MigrationId, Phase, RunId, RunKind } from '@z2q/contracts';
import { type Rollback, RunInProgressError } from '@z2q/store';
import type { FastifyRequest } from 'fastify';
import { recordAct } from '../access/record-act.ts';
import type { ControlContext } from '../context.ts';
import { enqueueSoon } from './enqueue-soon.ts';
import { openRun } from './open-run.ts';
import { toRunInProgress } from './run-in-progress.ts';

/**
 * Starts a run for an operator.
 * @throws {ProblemError} when there is no such migration, it belongs to another site, it has an unfinished
 * run, or an earlier phase has to run first.
 */
export async function beginRun(
  context: ControlContext,
  request: FastifyRequest,
  migrationId: MigrationId,
  kind: RunKind | Rollback,
  phases: readonly Phase[],
): Promise<RunId> {
  const { store, now } = context;
  try {
    const started = await store.write(async (tx) => {
      const at = now();
      const { id, jobs } = await openRun(tx, context, { migrationId, kind, phases, at });
      await recordAct(tx, request, { now: at, detail: toDetail(id, kind, phases) });
      return { id, jobs };
    });
    context.traces?.begin(started.id, { migrationId });
    await enqueueSoon(context, started.jobs);
    return started.id;
  } catch (error) {
    throw error instanceof RunInProgressError ? toRunInProgress(error.runId) : error;
  }
}

const toDetail = (id: RunId, kind: RunKind | Rollback, phases: readonly Phase[]): string =>
  [
    `run ${id}`,
    ...(phases.length > 0 ? [`phases ${phases.join(', ')}`] : []),
    ...(typeof kind === 'object' && kind.isDryRun ? ['dry run'] : []),
    ...(typeof kind === 'object' && kind.isForced ? ['forced'] : []),
  ].join('; ');
