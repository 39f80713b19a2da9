import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { type QueueName, WORKER_ALIVE_MS } from '@z2q/contracts';
import type { HttpFlight } from '@z2q/http';
import {
  closeToOthers,
  createLogger,
  every,
  type Logger,
  logSparingly,
  readBuild,
  type Service,
  type WorkerConfig,
} from '@z2q/process';
import type { CalledApis } from '@z2q/process/watch-api-calls';
import {
  findBrokerFault,
  giveUpLostRedis,
  type JobProcessor,
  openQueues,
  openRedisConnection,
  openTraces,
  refuseCluster,
  startQueueWorker,
} from '@z2q/queues';
import { listBatchKeys, openStore, removeWorker, reportWorker, type Store, wakeRuns } from '@z2q/store';
import type { BatchHandlers } from '../batch-handler.ts';
import { createApiAnswers } from '../recovery/api-answers.ts';
import { reconcile } from './reconcile.ts';
import { createRequestRecorder, type RequestObservation, type RequestRecorder } from './request-recorder.ts';
import { createResourceRecorder, type ResourceRecorder } from './resource-recorder.ts';
import { runBatch } from './run-batch.ts';
import { createStoreWatch, type StoreWatch } from './store-watch.ts';
import { createWorkerMetrics, type WorkerMetrics } from './worker-metrics.ts';

const RECONCILE_EVERY_MS = 500;
const REPORT_EVERY_MS = 2_000;
/** A process that is told to stop has ten seconds in all. After this many it hands back what is still in hand. */
const LEAVE_AFTER_MS = 7_000;

/** What a service builds its handlers from. */
export type WorkerParts = {
  readonly config: WorkerConfig;
  readonly store: Store;
  readonly log: Logger;
  readonly onCall: (observation: RequestObservation) => void;
  readonly onFlight?: (flight: HttpFlight) => void;
  /** Closed, in reverse order, when the service stops. */
  readonly resources: AsyncDisposableStack;
};

export type WorkerService = {
  readonly service: string;
  readonly queue: QueueName;
  /** Batches worked on at once. */
  readonly concurrency: number;
  readonly createHandlers: (parts: WorkerParts) => BatchHandlers | Promise<BatchHandlers>;
};

/** Starts a worker: takes jobs from its queue, keeps the queue in line with the checkpoints, and reports that it is alive. */
export async function startWorkerService(
  config: WorkerConfig & CalledApis,
  worker: WorkerService,
): Promise<Service> {
  await using stack = new AsyncDisposableStack();
  const log = createLogger(worker.service, config.logLevel);
  const onError = logSparingly((error, unsaid) =>
    log.warn({ err: error, unsaid }, 'a background task or the connection to Redis failed'),
  );
  const owner = `${worker.service}-${randomUUID().slice(0, 8)}`;
  const { service, queue, concurrency } = worker;
  // Closed last: by then the batches in hand are done, and their spans can be sent.
  const traces = stack.use(await traceService(config, { service, instance: owner, log }));
  await closeToOthers(config.dataDir, log);
  const store = stack.use(await openStore(config.dataDir));
  const redis = openRedisConnection(config.redisUrl, onError);
  stack.defer(() => redis.disconnect());
  const queues = stack.use(
    openQueues(redis, { traces, listKeys: (batches) => listBatchKeys(store.read, batches) }),
  );
  const recorder = createRequestRecorder();
  const metrics = createWorkerMetrics(worker.service, config);
  const now = (): Date => new Date();
  const answers = createApiAnswers(now);
  const watch = createStoreWatch({ store, log, now });
  const check = async () => (await findBrokerTrouble(redis)) ?? watch.fault();
  if (config.health) stack.use(await serveHealth(config.health, metrics, check));
  const onCall = tellAll([recorder.observe, answers.observe, metrics.observeRequest]);
  const { onFlight } = metrics;
  // A stack of its own: handlers may open resources long after start-up, when the outer stack has been moved.
  const resources = stack.use(new AsyncDisposableStack());
  const handlers = await worker.createHandlers({ config, store, log, onCall, onFlight, resources });

  await wakeMended(store);
  const used = createResourceRecorder(`${worker.service}/${owner}`);
  stack.use(announce({ store, watch, recorder, used, metrics, owner, service, onError }));
  const { settleMs } = config;
  const look = () => reconcile(store, queues, queue, { nowMs: Date.now(), settleMs });
  stack.use(every(RECONCILE_EVERY_MS, () => whileWell(watch, look), onError));

  const stopping = new AbortController();
  const leaving = new AbortController();
  const shared = { store, queues, handlers, recorder, answers, watch, log, now, owner, settleMs, traces };
  const deps = { ...shared, stopping: stopping.signal, leaving: leaving.signal };
  const process: JobProcessor = (job, signal) =>
    metrics.duringBatch(job, () => used.during(job.runId, () => runBatch(deps, job, signal)));
  stack.use(startQueueWorker({ redis, queue, name: owner, concurrency, process, onError, traces }));
  stack.defer(() => {
    stopping.abort();
    setTimeout(() => leaving.abort(), LEAVE_AFTER_MS).unref();
    giveUpLostRedis(redis);
  });
  log.info({ workerId: owner, queue, concurrency, ...readBuild() }, 'ready');
  return Object.assign(stack.move(), { failed: Promise.race([store.lost, refuseCluster(redis)]) });
}

const traceService = (
  { traces }: WorkerConfig,
  { log, ...own }: { readonly service: string; readonly instance: string; readonly log: Logger },
): ReturnType<typeof openTraces> =>
  openTraces(traces, {
    ...own,
    version: readBuild().version,
    onError: (error) => log.warn({ err: error }, 'spans are lost until the collector takes them'),
  });

/** Imported only when needed: the web server is a large part of what a worker would load. */
async function serveHealth(
  health: NonNullable<WorkerConfig['health']>,
  metrics: WorkerMetrics,
  check: () => Promise<string | undefined>,
): Promise<AsyncDisposable> {
  const { startHealthServer } = await import('./health-server.ts');
  return startHealthServer({ ...health, metrics: metrics.registry, check });
}

type Observe = (call: RequestObservation) => void;
const tellAll =
  (observers: readonly Observe[]): Observe =>
  (call) => {
    for (const observe of observers) observe(call);
  };

/** An operator may have restarted this process to give it a valid token or the right address. */
const wakeMended = (store: Store): Promise<void> =>
  store.write(async (tx) => {
    for (const reason of ['unauthorized', 'other_site'] as const) await wakeRuns(tx, reason, Date.now());
  });

/** Skipped work is found again by the next pass. */
async function whileWell(watch: StoreWatch, act: () => Promise<void>): Promise<void> {
  if (watch.fault() === undefined) await act();
}

const findBrokerTrouble = async (
  redis: ReturnType<typeof openRedisConnection>,
): Promise<string | undefined> =>
  redis.status === 'ready' ? findBrokerFault(redis) : `Redis is ${redis.status}`;

type Announcement = {
  readonly store: Store;
  readonly watch: StoreWatch;
  readonly recorder: RequestRecorder;
  readonly used: ResourceRecorder;
  readonly metrics: WorkerMetrics;
  readonly owner: string;
  readonly service: string;
  readonly onError: (error: unknown) => void;
};

/**
 * Reports to the store, every two seconds, that this process is alive and which requests it has made. The health check
 * tells whether that succeeds.
 */
function announce({
  store,
  watch,
  recorder,
  used,
  metrics,
  owner,
  service,
  onError,
}: Announcement): AsyncDisposable {
  const since = new Date().toISOString();
  const flush = async (): Promise<void> => {
    await recorder.flush(store);
    await used.flush(store);
  };
  const report = async (): Promise<void> => {
    const worker = { service, id: owner, host: hostname(), since, jobsInHand: metrics.jobsInHand() };
    await watch.beat((tx) => reportWorker(tx, worker, Date.now()));
    await whileWell(watch, flush);
  };
  const reporting = every(REPORT_EVERY_MS, report, onError);
  return {
    [Symbol.asyncDispose]: async () => {
      await reporting[Symbol.asyncDispose]();
      await whileWell(watch, flush);
      await watch.beat((tx) => removeWorker(tx, owner, Date.now() - 10 * WORKER_ALIVE_MS));
    },
  };
}
