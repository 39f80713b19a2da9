import { MappingUse } from '@z2q/contracts';
import { findSurvey, inMigration } from '@z2q/store';
import type { ControlContext } from '../context.ts';
import type { ControlApp } from '../http/control-app.ts';
import { MigrationParams } from '../http/id-params.ts';
import { problemAnswers } from '../http/problem-answers.ts';
import { listOffered } from '../projects/list-offered.ts';
import { createNameCounts } from '../projects/name-counts.ts';
import { loadMigration } from '../runs/load-migration.ts';

export function addGetMappingUse(app: ControlApp, { store }: ControlContext): void {
  const countNamesOf = createNameCounts(store);
  app.get(
    '/v1/migrations/:id/mapping-use',
    {
      schema: {
        operationId: 'getMappingUse',
        summary: 'How many extracted records have each name that a mapping file can have a line for',
        description:
          'Shows which lines of a mapping would concern most records, and where they may lead. Empty before the first extraction.',
        tags: ['Migrations'],
        params: MigrationParams,
        response: { 200: MappingUse, ...problemAnswers('invalid_request', 'migration_not_found') },
      },
    },
    async ({ params }) => {
      const { id } = await loadMigration(store.read, params.id);
      const survey = await findSurvey(inMigration(store.read, id));
      return { names: await countNamesOf(id), offered: survey ? listOffered(survey) : [] };
    },
  );
}
