import { PaceView, Side, StagePhase } from '@z2q/contracts';
import { listPace } from '@z2q/store';
import type { ControlContext } from '../context.ts';
import type { ControlApp } from '../http/control-app.ts';
import { RunParams } from '../http/id-params.ts';
import { problemAnswers } from '../http/problem-answers.ts';
import { loadRun } from '../runs/load-run.ts';

export function addGetPace(app: ControlApp, { store, config }: ControlContext): void {
  app.get(
    '/v1/runs/:id/pace',
    {
      schema: {
        operationId: 'getPace',
        summary: 'What a run did in each ten seconds of its last hour of work',
        description: 'Noted by the workers as they go. Ten seconds in which nothing was done are left out.',
        tags: ['Runs'],
        params: RunParams,
        response: { 200: PaceView, ...problemAnswers('invalid_request', 'run_not_found') },
      },
    },
    async ({ params }) => {
      const { id } = await loadRun(store.read, params.id);
      const phases = StagePhase.options.map(async (phase) =>
        (await listPace(store.read, id, 'done', phase)).map((point) => ({ phase, ...point })),
      );
      const sides = Side.options.map(async (side) =>
        (await listPace(store.read, id, 'requests', side)).map((point) => ({ side, ...point })),
      );
      return {
        records: (await Promise.all(phases)).flat(),
        requests: (await Promise.all(sides)).flat(),
        limits: { source: config.zephyr.maxRps, target: config.qtest.maxRps },
      };
    },
  );
}
