import type { HttpObservation } from '@z2q/http';
import { toClientOptions } from '@z2q/process';
import { createQtestClient, createQtestSite } from '@z2q/qtest';
import { createZephyrCloudClient } from '@z2q/zephyr';
import type { ControlContext } from './context.ts';

type OnCall = (observation: HttpObservation) => void;

/** Somebody waits for the answer, so a request is not retried for long. */
const RETRY = { attempts: 2, maxThrottleMs: 5_000 };

/** Clients for the time of one request; the caller closes them. */
export const openSource = ({ config, sourceBudget }: ControlContext, onCall?: OnCall) =>
  createZephyrCloudClient({ ...toClientOptions(config.zephyr), retry: RETRY, budget: sourceBudget, onCall });

export const openTarget = ({ config, targetBudget }: ControlContext, projectId: number, onCall?: OnCall) =>
  createQtestClient({
    ...toClientOptions(config.qtest),
    retry: RETRY,
    projectId,
    budget: targetBudget,
    onCall,
  });

/** A client without a project. */
export const openTargetSite = ({ config, targetBudget }: ControlContext) =>
  createQtestSite({ ...toClientOptions(config.qtest), retry: RETRY, budget: targetBudget });
