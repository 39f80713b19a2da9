import { type TargetWorkerConfig, toClientOptions } from '@z2q/process';
import { createQtestClient, type TargetClient } from '@z2q/qtest';
import { type AttachmentCache, createAttachmentCache, openApiBudget, type WorkerParts } from '@z2q/runtime';
import type { z } from 'zod';
import { createSiteWideRefusals, type SiteWideRefusals } from './site-wide-refusals.ts';

/** Everything the loader's handlers work with. */
export type LoaderContext = {
  /** Of the target site. */
  readonly baseUrl: string;
  /** The client of a target project; one is kept for each. */
  readonly targetOf: (projectId: number) => TargetClient;
  readonly cache: AttachmentCache;
  /** Records of a batch worked on at once. */
  readonly concurrency: number;
  readonly refusals: SiteWideRefusals;
};

export function openContext(config: z.output<typeof TargetWorkerConfig>, parts: WorkerParts): LoaderContext {
  const { qtest } = config;
  const budget = openApiBudget(config, qtest, parts);
  const { onCall, onFlight } = parts;
  const clients = new Map<number, TargetClient>();
  const open = (projectId: number): TargetClient => {
    const options = toClientOptions(qtest);
    const client = createQtestClient({ ...options, projectId, budget, onCall, onFlight });
    clients.set(projectId, client);
    return client;
  };
  return {
    baseUrl: qtest.baseUrl,
    targetOf: (projectId) => clients.get(projectId) ?? open(projectId),
    cache: createAttachmentCache(config.dataDir),
    concurrency: qtest.concurrency,
    refusals: createSiteWideRefusals(),
  };
}
