import type { SourceWorkerConfig } from '@z2q/process';
import { type AttachmentCache, createAttachmentCache, openApiBudget, type WorkerParts } from '@z2q/runtime';
import { createZephyrCloudClient, type SourceClient } from '@z2q/zephyr';
import type { z } from 'zod';

/** Everything the extractor's handlers work with. */
export type ExtractorContext = { readonly source: SourceClient; readonly cache: AttachmentCache };

export function openContext(
  config: z.output<typeof SourceWorkerConfig>,
  parts: WorkerParts,
): ExtractorContext {
  const { zephyr } = config;
  const source = createZephyrCloudClient({
    baseUrl: zephyr.baseUrl,
    token: zephyr.token.reveal,
    budget: openApiBudget(config, zephyr, parts),
    concurrency: zephyr.concurrency,
    timeoutMs: zephyr.timeoutMs,
    onCall: parts.onCall,
  });
  return { source, cache: createAttachmentCache(config.dataDir) };
}
