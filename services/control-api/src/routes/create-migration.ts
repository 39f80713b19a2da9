import { CreatedMigration, CreateMigration } from '@z2q/contracts';
import { insertMigration } from '@z2q/store';
import { recordAct } from '../access/record-act.ts';
import type { ControlContext } from '../context.ts';
import type { ControlApp } from '../http/control-app.ts';
import { problemAnswers } from '../http/problem-answers.ts';
import { refuseTwin } from '../runs/refuse-twin.ts';
import { toMigration } from '../runs/to-migration.ts';

export function addCreateMigration(app: ControlApp, { store, now }: ControlContext): void {
  app.post(
    '/v1/migrations',
    {
      config: { needs: 'operate' },
      schema: {
        operationId: 'createMigration',
        summary: 'Name a source project, a target project and how one becomes the other',
        description:
          'A migration carries one source project into one target project, with one mapping and one id map, in as many runs as it takes. Nothing is read or written yet. Without a mapping every name stays; without options nothing is lost.',
        tags: ['Migrations'],
        body: CreateMigration,
        response: {
          201: CreatedMigration,
          ...problemAnswers(
            'invalid_request',
            'forbidden',
            'twin_migration',
            'body_too_large',
            'unsupported_media_type',
          ),
        },
      },
    },
    async (request, reply) => {
      const at = now();
      const migration = toMigration(request.body, at);
      const { allowTwin = false } = request.body;
      await store.write(async (tx) => {
        if (!allowTwin) await refuseTwin(tx, migration);
        await insertMigration(tx, migration, allowTwin);
        await recordAct(tx, request, { now: at, on: `migration ${migration.id}`, detail: migration.name });
      });
      reply.code(201).header('location', `/v1/migrations/${migration.id}`);
      return { id: migration.id };
    },
  );
}
