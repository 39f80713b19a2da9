import { AcceptedWave, isFinal } from '@z2q/contracts';
import { cancelRun, listWaveItems, saveUnrun } from '@z2q/store';
import { recordAct } from '../access/record-act.ts';
import type { ControlContext } from '../context.ts';
import type { ControlApp } from '../http/control-app.ts';
import { WaveParams } from '../http/id-params.ts';
import { problemAnswers } from '../http/problem-answers.ts';
import { ProblemError } from '../http/problem-error.ts';
import { loadWave } from '../waves/load-wave.ts';

const WHY = 'The wave was cancelled before its turn.';

export function addCancelWave(app: ControlApp, { store, config, now }: ControlContext): void {
  app.post(
    '/v1/waves/:id/cancel',
    {
      config: { needs: 'operate' },
      schema: {
        operationId: 'cancelWave',
        summary: 'Start no more runs of a wave, and cancel those that are not over',
        description: 'What was written stays, until the migrations are rolled back one by one.',
        tags: ['Waves'],
        params: WaveParams,
        response: {
          202: AcceptedWave,
          ...problemAnswers('invalid_request', 'forbidden', 'wave_not_found', 'wave_not_unfinished'),
        },
      },
    },
    async (request, reply) => {
      const { id } = request.params;
      const at = now();
      const settle = { nowMs: at.getTime(), settleMs: config.settleMs };
      await store.write(async (tx) => {
        await loadWave(tx, id);
        const left = (await listWaveItems(tx, id)).filter(
          ({ state }) => state === 'waiting' || !isFinal(state),
        );
        if (left.length === 0) throw new ProblemError('wave_not_unfinished', `Wave ${id} is over.`);
        for (const { migrationId, runId } of left) {
          if (runId === null)
            await saveUnrun(tx, { waveId: id, migrationId }, { state: 'cancelled', why: WHY });
          else await cancelRun(tx, runId, settle);
        }
        const keys = left.map(({ projectKey }) => projectKey).join(', ');
        await recordAct(tx, request, { now: at, detail: `not over: ${keys}` });
      });
      reply.code(202);
      return { id };
    },
  );
}
