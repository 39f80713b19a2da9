import { isFinal, Requeued, RetryRun, type RunId } from '@z2q/contracts';
import { findUnfinishedRun, type Retried, retryRun, type Writer } from '@z2q/store';
import { recordAct } from '../access/record-act.ts';
import type { ControlContext } from '../context.ts';
import type { ControlApp } from '../http/control-app.ts';
import { RunParams } from '../http/id-params.ts';
import { problemAnswers } from '../http/problem-answers.ts';
import { ProblemError } from '../http/problem-error.ts';
import { checkAddresses, toSiteUrls } from '../runs/check-addresses.ts';
import { enqueueSoon } from '../runs/enqueue-soon.ts';
import { loadRun } from '../runs/load-run.ts';
import { toRunInProgress } from '../runs/run-in-progress.ts';

export function addRetryRun(app: ControlApp, context: ControlContext): void {
  app.post(
    '/v1/runs/:id/retry',
    {
      config: { needs: 'operate' },
      schema: {
        operationId: 'retryRun',
        summary: 'Requeue failed records of a run that is over',
        description:
          'All failed records without a body; else those that every given filter fits. The run goes on with them and then is over again.',
        tags: ['Runs'],
        params: RunParams,
        body: RetryRun.nullish(),
        response: {
          202: Requeued,
          ...problemAnswers(
            'invalid_request',
            'forbidden',
            'run_not_found',
            'run_not_finished',
            'run_in_progress',
            'other_site',
          ),
        },
      },
    },
    async (request, reply) => {
      const now = context.now();
      const filter = request.body ?? {};
      const retried = await context.store.write(async (tx) => {
        const result = await retryFinishedRun(context, tx, request.params.id, filter, now.toISOString());
        await recordAct(tx, request, { now, detail: toDetail(filter, result) });
        return result;
      });
      await enqueueSoon(context, retried.jobs);
      reply.code(202);
      return { requeued: retried.requeued };
    },
  );
}

const toDetail = ({ sourceIds, sourceKeys, ...filter }: RetryRun, { requeued }: Retried): string =>
  [
    `${requeued} requeued`,
    ...Object.entries(filter).map(([name, value]) => `${name} ${value}`),
    ...(sourceIds ? [`of ${sourceIds.length} sourceIds`] : []),
    ...(sourceKeys ? [`of ${sourceKeys.length} sourceKeys`] : []),
  ].join('; ');

/** A reopened run counts as unfinished, so it must be the migration's only one. */
async function retryFinishedRun(
  context: ControlContext,
  tx: Writer,
  id: RunId,
  filter: RetryRun,
  now: string,
): Promise<Retried> {
  const run = await loadRun(tx, id);
  if (!isFinal(run.state)) throw new ProblemError('run_not_finished', `Run ${id} is ${run.state}.`);
  const unfinished = await findUnfinishedRun(tx, run.migrationId);
  if (unfinished) throw toRunInProgress(unfinished.id);
  await checkAddresses(tx, run.migrationId, toSiteUrls(context));
  return retryRun(tx, id, filter, now);
}
