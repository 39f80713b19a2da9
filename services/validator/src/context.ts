import { type TargetWorkerConfig, toClientOptions } from '@z2q/process';
import { createQtestClient, type TargetClient } from '@z2q/qtest';
import { openApiBudget, type WorkerParts } from '@z2q/runtime';
import type { z } from 'zod';

/** Everything the validator's handlers work with. */
export type ValidatorContext = {
  /** Of the target site. */
  readonly baseUrl: string;
  /** The client of a target project; one is kept for each. */
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
