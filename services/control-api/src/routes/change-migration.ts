import { ChangeMigration, MigrationView } from '@z2q/contracts';
import { findUnfinishedRun, type Migration, updateMigration } from '@z2q/store';
import { recordAct } from '../access/record-act.ts';
import type { ControlContext } from '../context.ts';
import type { ControlApp } from '../http/control-app.ts';
import { MigrationParams } from '../http/id-params.ts';
import { problemAnswers } from '../http/problem-answers.ts';
import { loadMigration } from '../runs/load-migration.ts';
import { refuseFixedOptions, withoutUndefined } from '../runs/refuse-fixed-options.ts';
import { toRunInProgress } from '../runs/run-in-progress.ts';
import { tellChanges } from '../runs/tell-changes.ts';
import { toMigrationView } from '../runs/to-migration-view.ts';

export function addChangeMigration(app: ControlApp, context: ControlContext): void {
  const { store, now } = context;
  app.patch(
    '/v1/migrations/:id',
    {
      config: { needs: 'operate' },
      schema: {
        operationId: 'changeMigration',
        summary:
          'Change the mapping or options between two runs. The next run transforms the records that this concerns again, and loads those that came out differently',
        description:
          'Refused while a run is not over. Options that decide where things are on the target cannot be changed once something is there: `option_fixed` names them.',
        tags: ['Migrations'],
        params: MigrationParams,
        body: ChangeMigration,
        response: {
          200: MigrationView,
          ...problemAnswers(
            'invalid_request',
            'forbidden',
            'migration_not_found',
            'run_in_progress',
            'option_fixed',
            'body_too_large',
            'unsupported_media_type',
          ),
        },
      },
    },
    async (request) => {
      const { params, body } = request;
      const changed = await store.write(async (tx) => {
        const before = await loadMigration(tx, params.id);
        const unfinished = await findUnfinishedRun(tx, before.id);
        if (unfinished) throw toRunInProgress(unfinished.id);
        await refuseFixedOptions(tx, before, body.options ?? {});
        const after = withChanges(before, body);
        await updateMigration(tx, after);
        await recordAct(tx, request, { now: now(), detail: tellChanges(before, after) });
        return after;
      });
      return toMigrationView(context, changed);
    },
  );
}

const withChanges = (before: Migration, { name, mapping, options }: ChangeMigration): Migration => ({
  ...before,
  name: name ?? before.name,
  mapping: mapping ?? before.mapping,
  options: { ...before.options, ...withoutUndefined(options ?? {}) },
});
