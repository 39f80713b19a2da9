import { StagePhase } from '@z2q/contracts';
import { countBatchesLeft } from '@z2q/store';
import { Gauge } from 'prom-client';
import type { ControlContext } from '../context.ts';
import type { View } from './view.ts';

export function createBatchView({ store, now }: Pick<ControlContext, 'store' | 'now'>): View {
  const labelNames = ['phase', 'state'] as const;
  const batches = new Gauge({
    name: 'z2q_batches',
    help: 'Unfinished batches of runs under way, in stages that have begun: due could be taken up, waiting have not come to their time or have a run that is paused, active are in hand',
    labelNames,
    registers: [],
  });
  const oldest = new Gauge({
    name: 'z2q_batches_oldest_seconds',
    help: 'How long ago the oldest of the batches that z2q_batches counts was made, taken up or handed back',
    labelNames,
    registers: [],
  });
  const refresh = async (): Promise<void> => {
    const nowMs = now().getTime();
    const left = await countBatchesLeft(store.read, nowMs);
    batches.reset();
    oldest.reset();
    for (const state of ['due', 'waiting', 'active'] as const)
      for (const phase of StagePhase.options) batches.set({ phase, state }, 0);
    for (const { phase, state, count, since } of left) {
      batches.set({ phase, state }, count);
      oldest.set({ phase, state }, Math.max(0, nowMs - since) / 1000);
    }
  };
  return { gauges: [batches, oldest], refresh };
}
