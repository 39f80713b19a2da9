import { MoveSites, SitesView, toSiteUrl } from '@z2q/contracts';
import { findAddresses, inMigration, moveAddress, wakeRuns } from '@z2q/store';
import { recordAct } from '../access/record-act.ts';
import type { ControlContext } from '../context.ts';
import type { ControlApp } from '../http/control-app.ts';
import { MigrationParams } from '../http/id-params.ts';
import { problemAnswers } from '../http/problem-answers.ts';
import { ProblemError } from '../http/problem-error.ts';
import { toSiteUrls } from '../runs/check-addresses.ts';
import { loadMigration } from '../runs/load-migration.ts';

/** The caller has to give the new address, so that nobody moves a migration to whatever site the environment happens to name. */
export function addMoveSites(app: ControlApp, context: ControlContext): void {
  app.post(
    '/v1/migrations/:id/sites',
    {
      schema: {
        operationId: 'moveSites',
        summary:
          'Tell that a site of the migration has a new address, which must be the one in the variables. The project stays the same',
        description:
          'A migration belongs to the two sites that it first met, or that its run was started for, so that nobody deletes on another one. Runs that wait for `other_site` go on by themselves.',
        tags: ['Migrations'],
        params: MigrationParams,
        body: MoveSites,
        response: {
          200: SitesView,
          ...problemAnswers('invalid_request', 'forbidden', 'migration_not_found', 'other_site'),
        },
      },
    },
    async (request) => {
      const { params, body } = request;
      const urls = toSiteUrls(context);
      return context.store.write(async (tx) => {
        const { id } = await loadMigration(tx, params.id);
        const db = inMigration(tx, id);
        for (const side of ['source', 'target'] as const) {
          const named = body[side];
          if (named === undefined) continue;
          const url = toSiteUrl(named);
          if (url !== urls[side])
            throw new ProblemError('other_site', `The variables lead to ${urls[side]}, not to ${url}.`);
          await moveAddress(db, side, url);
        }
        const detail = Object.entries(body).map(([side, url]) => `${side} ${url}`);
        await recordAct(tx, request, { now: context.now(), detail: detail.join('; ') });
        await wakeRuns(tx, 'other_site', context.now().getTime());
        return findAddresses(db);
      });
    },
  );
}
