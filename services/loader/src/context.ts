import { type TargetWorkerConfig, toClientOptions } from '@z2q/process';
import { createQtestClient, type TargetClient } from '@z2q/qtest';
import { type AttachmentCache, createAttachmentCache, openApiBudget, type WorkerParts } from '@z2q/runtime';
import type { z } from 'zod';
import { createSiteWideRefusals, type SiteWideRefusals } from './site-wide-refusals.ts';

export type LoaderContext = {
  /** URL of the target site. */
  readonly baseUrl: string;
  /** Client of a target project; created once for each project. */
  readonly targetOf: (projectId: number) => TargetClient;
  readonly cache: AttachmentCache;
  /** How many records of a batch are worked on at once. */
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
