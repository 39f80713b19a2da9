import { createQtestClient } from '@z2q/qtest';
import type { BatchContext } from '@z2q/runtime';
import { type Site, toSite } from '@z2q/target';

/** A target project without fields. Its client answers the given calls; all other calls reach no server. */
export function aSite(context: BatchContext, calls: Partial<Site['client']>): Site {
  const client = createQtestClient({
    baseUrl: 'http://127.0.0.1:9',
    projectId: 1,
    token: () => 'none',
    budget: {
      acquire: async () => undefined,
      answered: () => undefined,
      penalise: async () => undefined,
      clear: async () => undefined,
    },
    concurrency: 1,
    timeoutMs: 1_000,
    retry: { attempts: 1 },
  });
  return toSite({ ...client, ...calls }, context, { statuses: [], fieldsOf: () => [] });
}
