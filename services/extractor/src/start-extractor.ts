import type { Service, SourceWorkerConfig } from '@z2q/process';
import { startWorkerService } from '@z2q/runtime';
import type { z } from 'zod';
import { openContext } from './context.ts';
import { createHandlers } from './handlers.ts';

const BATCHES_AT_ONCE = 4;

export const startExtractor = (config: z.output<typeof SourceWorkerConfig>): Promise<Service> =>
  startWorkerService(config, {
    service: 'extractor',
    queue: 'extract',
    concurrency: BATCHES_AT_ONCE,
    createHandlers: (parts) => createHandlers(openContext(config, parts)),
  });
