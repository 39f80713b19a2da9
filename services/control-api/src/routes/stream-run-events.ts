import { Readable } from 'node:stream';
import type { ControlContext } from '../context.ts';
import type { ControlApp } from '../http/control-app.ts';
import { EVENTS_ANSWER } from '../http/files.ts';
import { RunParams } from '../http/id-params.ts';
import { negotiate } from '../http/negotiate.ts';
import { problemAnswers } from '../http/problem-answers.ts';
import { loadRun } from '../runs/load-run.ts';
import { watchRun } from '../runs/watch-run.ts';

export function addStreamRunEvents(app: ControlApp, context: ControlContext): void {
  app.get(
    '/v1/runs/:id/events',
    {
      schema: {
        operationId: 'streamRunEvents',
        summary:
          'The run, as data of a server-sent event, whenever it changes; ends with the run, by an event `end`',
        description: 'At most one a second. A comment comes now and then so that the connection stays open.',
        tags: ['Runs'],
        params: RunParams,
        response: {
          200: { content: EVENTS_ANSWER },
          ...problemAnswers('invalid_request', 'run_not_found', 'not_acceptable'),
        },
      },
    },
    async (request, reply) => {
      const type = negotiate(request, ['text/event-stream']);
      const { id } = await loadRun(context.store.read, request.params.id);
      const gone = new AbortController();
      reply.raw.once('close', () => gone.abort());
      reply.type(type).header('cache-control', 'no-store').header('x-accel-buffering', 'no');
      return Readable.from(watchRun(context, id, gone.signal));
    },
  );
}
