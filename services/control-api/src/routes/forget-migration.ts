import { beginForgetting, type OnTarget, RunInProgressError } from '@z2q/store';
import { z } from 'zod';
import { recordAct } from '../access/record-act.ts';
import type { ControlContext } from '../context.ts';
import type { ControlApp } from '../http/control-app.ts';
import { MigrationParams } from '../http/id-params.ts';
import { problemAnswers } from '../http/problem-answers.ts';
import { ProblemError } from '../http/problem-error.ts';
import { forgetRest } from '../runs/forget-rest.ts';
import { loadMigration } from '../runs/load-migration.ts';
import { toRunInProgress } from '../runs/run-in-progress.ts';

export function addForgetMigration(app: ControlApp, context: ControlContext): void {
  const { store, now } = context;
  app.delete(
    '/v1/migrations/:id',
    {
      schema: {
        operationId: 'forgetMigration',
        summary: 'Forget a migration that has nothing on the target, with its files and reports',
        description:
          'Refused with `on_target` while anything of it is on the target, or may be: roll it back first.',
        tags: ['Migrations'],
        params: MigrationParams,
        response: {
          204: z.null().describe('It is forgotten'),
          ...problemAnswers(
            'invalid_request',
            'forbidden',
            'migration_not_found',
            'run_in_progress',
            'on_target',
          ),
        },
      },
    },
    async (request, reply) => {
      const { id } = request.params;
      await store.write(async (tx) => {
        const migration = await loadMigration(tx, id);
        const there = await beginForgetting(tx, id).catch((error: unknown) => {
          throw error instanceof RunInProgressError ? toRunInProgress(error.runId) : error;
        });
        if (there) throw toOnTarget(there, migration.targetProjectId, id);
        await recordAct(tx, request, { now: now(), detail: migration.name });
      });
      await forgetRest(context, id);
      reply.code(204);
      return null;
    },
  );
}

function toOnTarget(there: OnTarget, projectId: number, id: string): ProblemError {
  const parts = [
    [there.objects, 'objects'],
    [there.inDoubt, 'objects that may be there, since nobody knows how their creation ended'],
    [there.doubles, 'objects that are there twice'],
    [there.additions, 'fields or choices'],
  ] as const;
  const told = parts.filter(([count]) => count > 0).map(([count, noun]) => `${count} ${noun}`);
  return new ProblemError('on_target', `It has on target project ${projectId}: ${told.join(', ')}.`, {
    fix: `Take them away first: POST /v1/migrations/${id}/rollback. What it names as staying goes by hand, and then with another rollback.`,
  });
}
