import { every, readBuild, type Service } from '@z2q/process';
import { refuseCluster } from '@z2q/queues';
import { endStoppedRuns, openLogMover, redirectUnmet, sweepRestores } from '@z2q/store';
import { buildApp } from './app.ts';
import type { Config } from './config.ts';
import { type ControlContext, openContext } from './context.ts';
import { keepReports } from './report/keep-reports.ts';
import { toSiteUrls } from './runs/check-addresses.ts';
import { forgetLeft } from './runs/forget-rest.ts';
import { createBrokerWatch } from './runs/watch-broker.ts';
import { driveWaves } from './waves/drive-waves.ts';

const LOOK_EVERY_MS = 2_000;
const LOOK_AT_BROKER_MS = 2_000;
const LOOK_AT_WAVES_MS = 1_000;
const SWEEP_EVERY_MS = 15 * 60_000;

/** Serves the control API until disposed of. */
export async function startControlApi(config: Config): Promise<Service & { readonly url: string }> {
  await using stack = new AsyncDisposableStack();
  const context = stack.use(await openContext(config));
  stack.use(openLogMover(config.dataDir));
  context.log.info(readBuild(), 'starting');
  await context.store.write((tx) => redirectUnmet(tx, toSiteUrls(context)));
  await forgetLeft(context);
  stack.use(keepReports(context));
  stack.use(endStopped(context));
  stack.use(sweep(context));
  const onError = (error: unknown): void =>
    context.log.warn({ err: error }, 'could not check whether Redis takes jobs');
  const onWaveError = (error: unknown): void =>
    context.log.warn({ err: error }, 'could not start the due runs of waves');
  stack.use(every(LOOK_AT_BROKER_MS, createBrokerWatch(context), onError));
  stack.use(every(LOOK_AT_WAVES_MS, () => driveWaves(context), onWaveError));
  const app = await buildApp(context);
  stack.defer(() => app.close());
  const url = await app.listen({
    host: config.host,
    port: config.port,
    listenTextResolver: (address) => `control API listening at ${address}`,
  });
  const owned = stack.move();
  return {
    url,
    failed: Promise.race([context.store.lost, refuseCluster(context.redis)]),
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}

/** Workers do this too, but a run must also end where no worker is left. */
const endStopped = ({ store, config, now, log }: ControlContext): AsyncDisposable =>
  every(
    LOOK_EVERY_MS,
    () => endStoppedRuns(store, { nowMs: now().getTime(), settleMs: config.settleMs }),
    (error) => log.warn({ err: error }, 'could not end a stopped run'),
  );

/** The restore command may be ended at any time, and may never be called again. */
const sweep = ({ config, now, log }: ControlContext): AsyncDisposable =>
  every(
    SWEEP_EVERY_MS,
    () => sweepRestores(config.dataDir, now().getTime()),
    (error) => log.warn({ err: error }, 'could not delete what an interrupted restore has left'),
  );
