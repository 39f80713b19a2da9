import { toClientOptions } from '@z2q/process';
import { createQtestClient, createQtestSite } from '@z2q/qtest';
import { createZephyrCloudClient } from '@z2q/zephyr';
import type { ControlContext } from './context.ts';

/** Somebody waits for the answer, so a call is not retried for long. */
const RETRY = { attempts: 2, maxThrottleMs: 5_000 };

/** Clients for as long as a request is answered; each is closed by who opens it. */
export const openSource = ({ config, sourceBudget }: ControlContext) =>
  createZephyrCloudClient({ ...toClientOptions(config.zephyr), retry: RETRY, budget: sourceBudget });

export const openTarget = ({ config, targetBudget }: ControlContext, projectId: number) =>
  createQtestClient({ ...toClientOptions(config.qtest), retry: RETRY, projectId, budget: targetBudget });

/** Before a project is chosen. */
export const openTargetSite = ({ config, targetBudget }: ControlContext) =>
  createQtestSite({ ...toClientOptions(config.qtest), retry: RETRY, budget: targetBudget });
