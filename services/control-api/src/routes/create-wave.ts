import { AcceptedWave, CreateWave, newWaveId, PHASES } from '@z2q/contracts';
import { insertMigration, insertWave, type Migration, type Wave } from '@z2q/store';
import { recordAct } from '../access/record-act.ts';
import type { ControlContext } from '../context.ts';
import type { ControlApp } from '../http/control-app.ts';
import { problemAnswers } from '../http/problem-answers.ts';
import { toMigration } from '../runs/to-migration.ts';
import { driveWaves } from '../waves/drive-waves.ts';
import { planWave, type WavePlan } from '../waves/plan-wave.ts';
import { refuseTwins } from '../waves/refuse-twins.ts';

export function addCreateWave(app: ControlApp, context: ControlContext): void {
  app.post(
    '/v1/waves',
    {
      config: { needs: 'operate' },
      schema: {
        operationId: 'createWave',
        summary: 'Migrate many projects, or all of them: a migration and a run for each, a few at a time',
        description:
          'Without `projects`, every source project with Zephyr enabled goes into the target project of its name. One project that fails or pauses stops no other.',
        tags: ['Waves'],
        body: CreateWave.nullish(),
        response: {
          202: AcceptedWave,
          ...problemAnswers(
            'invalid_request',
            'forbidden',
            'unmatched_projects',
            'no_projects',
            'twin_migration',
            'body_too_large',
            'unsupported_media_type',
            'source_not_read',
            'target_not_read',
          ),
        },
      },
    },
    async (request, reply) => {
      const body = request.body ?? {};
      const plan = await planWave(context, body);
      const at = context.now();
      const wave = toWave(body, plan, at);
      const migrations = plan.projects.map((project) => toWaveMigration(body, project, at));
      await context.store.write(async (tx) => {
        await refuseTwins(tx, migrations);
        for (const migration of migrations) await insertMigration(tx, migration);
        await insertWave(
          tx,
          wave,
          migrations.map(({ id }) => id),
        );
        await recordAct(tx, request, { now: at, on: `wave ${wave.id}`, detail: toDetail(wave, migrations) });
      });
      await driveWaves(context);
      reply.code(202).header('location', `/v1/waves/${wave.id}`);
      return { id: wave.id };
    },
  );
}

const toWave = ({ name, phases, atOnce }: CreateWave, { projects, skipped }: WavePlan, at: Date): Wave => ({
  id: newWaveId(),
  name: name ?? (projects.length === 1 ? '1 project' : `${projects.length} projects`),
  phases: phases ?? PHASES,
  atOnce: atOnce ?? 1,
  skipped,
  createdAt: at.toISOString(),
});

const toWaveMigration = (
  { mapping, options }: CreateWave,
  { projectKey, projectId }: WavePlan['projects'][number],
  at: Date,
): Migration => toMigration({ source: { projectKey }, target: { projectId }, mapping, options }, at);

/** One line of the audit log that says which project went where. */
const toDetail = ({ skipped }: Wave, migrations: readonly Migration[]): string =>
  [
    ...migrations.map(
      ({ id, sourceProjectKey, targetProjectId }) =>
        `${sourceProjectKey} to ${targetProjectId} by migration ${id}`,
    ),
    ...(skipped.length > 0 ? [`skipped ${skipped.join(', ')}`] : []),
  ].join('; ');
