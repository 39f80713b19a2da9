import type { Service, WorkerConfig } from '@z2q/process';
import { startWorkerService } from '@z2q/runtime';
import { createHandlers } from './handlers.ts';

const BATCHES_AT_ONCE = 2;

/** Turns staged source records into drafts; calls no API. */
export const startTransformer = (config: WorkerConfig): Promise<Service> =>
  startWorkerService(config, {
    service: 'transformer',
    queue: 'transform',
    concurrency: BATCHES_AT_ONCE,
    createHandlers,
  });
