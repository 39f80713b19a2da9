import { randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { backUpStore } from '@z2q/store';
import { recordAct } from '../access/record-act.ts';
import type { ControlContext } from '../context.ts';
import type { ControlApp } from '../http/control-app.ts';
import { DATABASE_ANSWER, DATABASE_TYPE, toFileName } from '../http/files.ts';
import { problemAnswers } from '../http/problem-answers.ts';

export function addBackUp(app: ControlApp, { config, store, now }: ControlContext): void {
  app.post(
    '/v1/backup',
    {
      schema: {
        operationId: 'backUp',
        summary:
          'A consistent copy of the database, made while everything runs; files of attachments are not in it',
        description: 'Put it back with `z2q restore` before the processes start.',
        tags: ['Operation'],
        response: { 200: { content: DATABASE_ANSWER }, ...problemAnswers('forbidden') },
      },
    },
    async (request, reply) => {
      await store.write((tx) => recordAct(tx, request, { now: now() }));
      const path = join(config.dataDir, `.backup-${randomUUID()}.db`);
      const sizeBytes = await backUpStore(config.dataDir, path);
      const content = createReadStream(path);
      content.once('close', () => void rm(path, { force: true }));
      const name = `z2q-${now().toISOString().slice(0, 19).replace(/:/g, '-')}.db`;
      reply.header('content-disposition', toFileName(name));
      reply.header('content-length', sizeBytes);
      return reply.type(DATABASE_TYPE).send(content);
    },
  );
}
