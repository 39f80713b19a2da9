import type { SourceTestCycle } from '@z2q/contracts';
import { z } from 'zod';
import { IssueLinks, WebLinks } from './links.ts';
import { parseRecord } from './parse-record.ts';
import type { ReferenceNames } from './source-client.ts';
import { toCustomFields } from './to-custom-fields.ts';
import { toReferenceName } from './to-reference-name.ts';
import { CustomFieldsOnWire, Id, Instant, listOf, Owner, orNull, Ref, Text } from './wire.ts';

const PlanLinks = listOf(z.looseObject({ testPlanId: Id }));

const TestCycle = z.looseObject({
  id: Id,
  key: z.string().min(1),
  name: Text,
  description: Text,
  status: orNull(Ref),
  folder: orNull(Ref),
  jiraProjectVersion: orNull(Ref),
  plannedStartDate: orNull(Instant),
  plannedEndDate: orNull(Instant),
  owner: orNull(Owner),
  customFields: CustomFieldsOnWire,
  links: orNull(z.looseObject({ issues: IssueLinks, webLinks: WebLinks, testPlans: PlanLinks })),
});

export function readTestCycle(raw: unknown, names: ReferenceNames): SourceTestCycle {
  const { wire, oddMembers } = parseRecord('Test cycle', TestCycle, raw);
  return {
    sourceId: wire.id,
    key: wire.key,
    name: wire.name ?? '',
    description: wire.description,
    status: toReferenceName(names, 'status:TEST_CYCLE', wire.status),
    folderId: wire.folder?.id ?? null,
    jiraVersionId: wire.jiraProjectVersion?.id ?? null,
    plannedStart: wire.plannedStartDate,
    plannedEnd: wire.plannedEndDate,
    ownerAccountId: wire.owner?.accountId ?? null,
    customFields: toCustomFields(wire.customFields),
    issueLinks: wire.links?.issues ?? [],
    webLinks: wire.links?.webLinks ?? [],
    planIds: wire.links?.testPlans.map(({ testPlanId }) => testPlanId) ?? [],
    oddMembers,
  };
}
