import { every, type SourceWorkerConfig, toClientOptions } from '@z2q/process';
import { type AttachmentCache, createAttachmentCache, openApiBudget, type WorkerParts } from '@z2q/runtime';
import { createZephyrCloudClient, type SourceClient } from '@z2q/zephyr';
import type { z } from 'zod';

const SWEEP_EVERY_MS = 5 * 60_000;

export type ExtractorContext = { readonly source: SourceClient; readonly cache: AttachmentCache };

export function openContext(
  config: z.output<typeof SourceWorkerConfig>,
  parts: WorkerParts,
): ExtractorContext {
  const { zephyr } = config;
  const source = createZephyrCloudClient({
    ...toClientOptions(zephyr),
    budget: openApiBudget(config, zephyr, parts),
    onCall: parts.onCall,
    onFlight: parts.onFlight,
  });
  const cache = createAttachmentCache(config.dataDir);
  const onError = (error: unknown): void =>
    parts.log.warn({ err: error }, 'could not delete files of abandoned downloads');
  parts.resources.use(every(SWEEP_EVERY_MS, () => cache.sweep(Date.now()), onError));
  return { source, cache };
}
