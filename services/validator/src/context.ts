import { type TargetWorkerConfig, toClientOptions } from '@z2q/process';
import { createQtestClient, type TargetClient } from '@z2q/qtest';
import { openApiBudget, type WorkerParts } from '@z2q/runtime';
import type { z } from 'zod';

export type ValidatorContext = {
  /** URL of the target site. */
  readonly baseUrl: string;
  /** Client of a target project; created once for each project. */
  readonly targetOf: (projectId: number) => TargetClient;
};

export function openContext(
  config: z.output<typeof TargetWorkerConfig>,
  parts: WorkerParts,
): ValidatorContext {
  const { baseUrl } = config.qtest;
  const budget = openApiBudget(config, config.qtest, parts);
  const { onCall, onFlight } = parts;
  const clients = new Map<number, TargetClient>();
  const open = (projectId: number): TargetClient => {
    const options = toClientOptions(config.qtest);
    const client = createQtestClient({ ...options, projectId, budget, onCall, onFlight });
    parts.resources.defer(() => client.close());
    clients.set(projectId, client);
    return client;
  };
  return { baseUrl, targetOf: (projectId) => clients.get(projectId) ?? open(projectId) };
}
