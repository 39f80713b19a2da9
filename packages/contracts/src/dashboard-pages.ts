import type { RunId } from './ids.ts';

/** Pages of the dashboard that are linked to from elsewhere, below the address of the control API. */
export const dashboardPages = {
  run: (id: RunId): string => `/#/runs/${id}`,
  failures: (id: RunId): string => `/#/runs/${id}/failures`,
} as const;
