import type { Service, TargetWorkerConfig } from '@z2q/process';
import { startWorkerService } from '@z2q/runtime';
import type { z } from 'zod';
import { batchesAtOnce } from './batches-at-once.ts';
import { openContext } from './context.ts';
import { createHandlers } from './handlers.ts';

/** Writes drafts to qTest. Any number of loaders may run side by side. */
export const startLoader = (config: z.output<typeof TargetWorkerConfig>): Promise<Service> =>
  startWorkerService(config, {
    service: 'loader',
    queue: 'load',
    concurrency: batchesAtOnce(config.qtest.concurrency),
    createHandlers: (parts) => createHandlers(openContext(config, parts)),
  });
