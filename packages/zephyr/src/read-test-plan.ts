import type { SourceTestPlan } from '@z2q/contracts';
import { z } from 'zod';
import { IssueLinks, WebLinks } from './links.ts';
import { parseRecord } from './parse-record.ts';
import type { ReferenceNames } from './source-client.ts';
import { toCustomFields } from './to-custom-fields.ts';
import { toReferenceName } from './to-reference-name.ts';
import { CustomFieldsOnWire, Id, Labels, listOf, Owner, orNull, Ref, Text } from './wire.ts';

const CycleLinks = listOf(z.looseObject({ testCycleId: Id }));

/** The API does not return planned dates. */
const TestPlan = z.looseObject({
  id: Id,
  key: z.string().min(1),
  name: Text,
  objective: Text,
  status: orNull(Ref),
  folder: orNull(Ref),
  labels: Labels,
  owner: orNull(Owner),
  customFields: CustomFieldsOnWire,
  links: orNull(z.looseObject({ issues: IssueLinks, webLinks: WebLinks, testCycles: CycleLinks })),
});

export function readTestPlan(raw: unknown, names: ReferenceNames): SourceTestPlan {
  const { wire, oddMembers } = parseRecord('Test plan', TestPlan, raw);
  return {
    sourceId: wire.id,
    key: wire.key,
    name: wire.name ?? '',
    objective: wire.objective,
    status: toReferenceName(names, 'status:TEST_PLAN', wire.status),
    folderId: wire.folder?.id ?? null,
    labels: wire.labels,
    ownerAccountId: wire.owner?.accountId ?? null,
    customFields: toCustomFields(wire.customFields),
    issueLinks: wire.links?.issues ?? [],
    webLinks: wire.links?.webLinks ?? [],
    cycleIds: wire.links?.testCycles.map(({ testCycleId }) => testCycleId) ?? [],
    oddMembers,
  };
}
