import type { Service, TargetWorkerConfig } from '@z2q/process';
import { startWorkerService } from '@z2q/runtime';
import type { z } from 'zod';
import { openContext } from './context.ts';
import { createHandlers } from './handlers.ts';

const BATCHES_AT_ONCE = 4;

/** Writes drafts to qTest. Any number of loaders may run beside each other. */
export const startLoader = (config: z.output<typeof TargetWorkerConfig>): Promise<Service> =>
  startWorkerService(config, {
    service: 'loader',
    queue: 'load',
    concurrency: BATCHES_AT_ONCE,
    createHandlers: (parts) => createHandlers(openContext(config, parts)),
  });
