import { pageOf, toWaveState, WaveItemState, WaveSummary } from '@z2q/contracts';
import { countWaveStates, listWaves } from '@z2q/store';
import type { ControlContext } from '../context.ts';
import type { ControlApp } from '../http/control-app.ts';
import { PageQuery, readCursor, toPage } from '../http/paging.ts';
import { problemAnswers } from '../http/problem-answers.ts';

export function addListWaves(app: ControlApp, { store }: ControlContext): void {
  app.get(
    '/v1/waves',
    {
      schema: {
        operationId: 'listWaves',
        summary: 'Waves, oldest first, with how many projects are in which state',
        description: 'Without their projects, which the wave itself has.',
        tags: ['Waves'],
        querystring: PageQuery,
        response: { 200: pageOf(WaveSummary), ...problemAnswers('invalid_request', 'invalid_cursor') },
      },
    },
    async ({ query: { limit, cursor } }) => {
      const rows = await listWaves(store.read, limit + 1, readCursor('waves', cursor));
      const { items, nextCursor } = toPage('waves', rows, limit, ({ createdAt, id }) => `${createdAt}|${id}`);
      const counts = await countWaveStates(
        store.read,
        items.map(({ id }) => id),
      );
      const summaries = items.map(({ skipped: _, phases, ...wave }) => {
        const projects = counts.get(wave.id) ?? {};
        const present = WaveItemState.options.filter((state) => projects[state] !== undefined);
        return { ...wave, phases: [...phases], state: toWaveState(present), projects };
      });
      return { items: summaries, nextCursor };
    },
  );
}
