import { createQtestClient } from '@z2q/qtest';
import type { BatchContext } from '@z2q/runtime';
import { type Site, toSite } from '@z2q/target';
import { NOWHERE } from '@z2q/test-kit';

/** A target project without fields. Its client answers the given calls; all other calls reach no server. */
export function aSite(context: BatchContext, calls: Partial<Site['client']>): Site {
  const client = createQtestClient({ ...NOWHERE, projectId: 1 });
  return toSite({ ...client, ...calls }, context, { statuses: [], fieldsOf: () => [] });
}
