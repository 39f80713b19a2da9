import type { QueueName } from '@z2q/contracts';
import { openContext as openExtractor } from '@z2q/extractor/context';
import { createHandlers as createExtractorHandlers } from '@z2q/extractor/handlers';
import { openContext as openLoader } from '@z2q/loader/context';
import { createHandlers as createLoaderHandlers } from '@z2q/loader/handlers';
import { type Environment, readConfig, SourceWorkerConfig, TargetWorkerConfig } from '@z2q/process';
import type { BatchHandlers, WorkerParts } from '@z2q/runtime';
import { createHandlers as createTransformerHandlers } from '@z2q/transformer/handlers';
import { openContext as openValidator } from '@z2q/validator/context';
import { createHandlers as createValidatorHandlers } from '@z2q/validator/handlers';

export type WorkerKind = {
  readonly queue: QueueName;
  /** Most batches in hand at a time. */
  readonly concurrency: number;
  readonly createHandlers: (env: Environment, parts: WorkerParts) => BatchHandlers;
};
export type WorkerName = 'extractor' | 'transformer' | 'loader' | 'validator';

/** All kinds of worker, with the handlers of their services. */
export const WORKER_KINDS: Readonly<Record<WorkerName, WorkerKind>> = {
  extractor: {
    queue: 'extract',
    concurrency: 4,
    createHandlers: (env, parts) =>
      createExtractorHandlers(openExtractor(readConfig(SourceWorkerConfig, env), parts)),
  },
  transformer: { queue: 'transform', concurrency: 2, createHandlers: createTransformerHandlers },
  loader: {
    queue: 'load',
    concurrency: 4,
    createHandlers: (env, parts) =>
      createLoaderHandlers(openLoader(readConfig(TargetWorkerConfig, env), parts)),
  },
  validator: {
    queue: 'validate',
    concurrency: 4,
    createHandlers: (env, parts) =>
      createValidatorHandlers(openValidator(readConfig(TargetWorkerConfig, env), parts)),
  },
};
