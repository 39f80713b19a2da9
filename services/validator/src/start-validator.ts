import type { Service, TargetWorkerConfig } from '@z2q/process';
import { startWorkerService } from '@z2q/runtime';
import type { z } from 'zod';
import { openContext } from './context.ts';
import { createHandlers } from './handlers.ts';

const BATCHES_AT_ONCE = 4;

/** Reads objects back from qTest and compares them with what they should be. Never writes to qTest. */
export const startValidator = (config: z.output<typeof TargetWorkerConfig>): Promise<Service> =>
  startWorkerService(config, {
    service: 'validator',
    queue: 'validate',
    concurrency: BATCHES_AT_ONCE,
    createHandlers: (parts) => createHandlers(openContext(config, parts)),
  });
