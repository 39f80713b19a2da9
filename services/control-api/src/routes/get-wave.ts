import { toWaveState, WaveView } from '@z2q/contracts';
import { listWaveItems } from '@z2q/store';
import type { ControlContext } from '../context.ts';
import type { ControlApp } from '../http/control-app.ts';
import { WaveParams } from '../http/id-params.ts';
import { problemAnswers } from '../http/problem-answers.ts';
import { loadWave } from '../waves/load-wave.ts';

export function addGetWave(app: ControlApp, { store }: ControlContext): void {
  app.get(
    '/v1/waves/:id',
    {
      schema: {
        operationId: 'getWave',
        summary: 'A wave with its projects in the order of their turns, each as its run is',
        description: 'One that waits for its turn has no run yet.',
        tags: ['Waves'],
        params: WaveParams,
        response: { 200: WaveView, ...problemAnswers('invalid_request', 'wave_not_found') },
      },
    },
    async ({ params }) => {
      const wave = await loadWave(store.read, params.id);
      const items = await listWaveItems(store.read, wave.id);
      return {
        ...wave,
        phases: [...wave.phases],
        skipped: [...wave.skipped],
        state: toWaveState(items.map(({ state }) => state)),
        items: [...items],
      };
    },
  );
}
