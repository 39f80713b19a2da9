import type { SourceTestCase } from '@z2q/contracts';
import { z } from 'zod';
import { IssueLinks, WebLinks } from './links.ts';
import { parseRecord } from './parse-record.ts';
import { readScript } from './read-script.ts';
import type { ReferenceNames } from './source-client.ts';
import { toCustomFields } from './to-custom-fields.ts';
import { toReferenceName } from './to-reference-name.ts';
import { Count, CustomFieldsOnWire, Id, Instant, Labels, Owner, orNull, Ref, Text } from './wire.ts';

const TestCase = z.looseObject({
  id: Id,
  key: z.string().min(1),
  name: Text,
  createdOn: orNull(Instant),
  objective: Text,
  precondition: Text,
  estimatedTime: orNull(Count),
  labels: Labels,
  component: orNull(Ref),
  priority: orNull(Ref),
  status: orNull(Ref),
  folder: orNull(Ref),
  owner: orNull(Owner),
  customFields: CustomFieldsOnWire,
  links: orNull(z.looseObject({ issues: IssueLinks, webLinks: WebLinks })),
});

export function readTestCase(raw: unknown, script: unknown, names: ReferenceNames): SourceTestCase {
  const { wire, oddMembers } = parseRecord('Test case', TestCase, raw);
  const { script: read, oddMembers: oddSteps } = readScript(wire.key, script);
  return {
    sourceId: wire.id,
    key: wire.key,
    name: wire.name ?? '',
    createdOn: wire.createdOn,
    objective: wire.objective,
    precondition: wire.precondition,
    estimatedTimeMs: wire.estimatedTime,
    labels: wire.labels,
    component: wire.component?.id ?? null,
    priority: toReferenceName(names, 'priority', wire.priority),
    status: toReferenceName(names, 'status:TEST_CASE', wire.status),
    folderId: wire.folder?.id ?? null,
    ownerAccountId: wire.owner?.accountId ?? null,
    script: read,
    customFields: toCustomFields(wire.customFields),
    issueLinks: wire.links?.issues ?? [],
    webLinks: wire.links?.webLinks ?? [],
    oddMembers: [...oddMembers, ...oddSteps],
  };
}
