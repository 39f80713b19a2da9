import { setTimeout as delay } from 'node:timers/promises';
import { isFinal, type RunId, type RunView } from '@z2q/contracts';
import type { ControlContext } from '../context.ts';
import { loadRun } from './load-run.ts';
import { toRunView } from './to-run-view.ts';

const POLL_MS = 1_000;
/** Proxies cut connections that are silent for long. */
const HEARTBEAT_MS = 15_000;

/**
 * Server-sent events until the run is over or the listener is gone. An `EventSource` connects again when a stream ends,
 * so the last event, `end`, tells it to close.
 */
export async function* watchRun(
  { store, now }: Pick<ControlContext, 'store' | 'now'>,
  runId: RunId,
  gone: AbortSignal,
): AsyncGenerator<string> {
  let told = '';
  let id = 0;
  let toldAt = performance.now();
  while (!gone.aborted) {
    const run = await toRunView(store.read, await loadRun(store.read, runId), now());
    const news = withoutPace(run);
    if (news !== told) {
      id += 1;
      yield toEvent(id, run);
      [told, toldAt] = [news, performance.now()];
    } else if (performance.now() - toldAt >= HEARTBEAT_MS) {
      yield ': still here\n\n';
      toldAt = performance.now();
    }
    if (isFinal(run.state)) return yield `event: end\n${toEvent(id + 1, run)}`;
    await delay(POLL_MS, undefined, { signal: gone }).catch(() => undefined);
  }
}

/** Without an event name, so that `onmessage` gets it. */
const toEvent = (id: number, run: RunView): string => `id: ${id}\ndata: ${JSON.stringify(run)}\n\n`;

/** The part of a run that counts as a change: the pace alone changes all the time. */
const withoutPace = ({ entitiesPerMinute: _, etaSeconds: __, ...run }: RunView): string =>
  JSON.stringify(run);
