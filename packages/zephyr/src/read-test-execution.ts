import type { SourceExecution } from '@z2q/contracts';
import { z } from 'zod';
import { IssueLinks } from './links.ts';
import { parseRecord } from './parse-record.ts';
import { readStepResults } from './read-step-results.ts';
import type { ReferenceNames } from './source-client.ts';
import { keyFromId, TestCaseRef } from './test-case-ref.ts';
import { toCustomFields } from './to-custom-fields.ts';
import { toReferenceName } from './to-reference-name.ts';
import { Count, CustomFieldsOnWire, Id, Instant, orNull, Ref, Text } from './wire.ts';

const TestExecution = z.looseObject({
  id: Id,
  key: orNull(z.string()),
  testCase: TestCaseRef,
  testCycle: orNull(Ref),
  environment: orNull(Ref),
  jiraProjectVersion: orNull(Ref),
  testExecutionStatus: orNull(Ref),
  actualEndDate: orNull(Instant),
  estimatedTime: orNull(Count),
  executionTime: orNull(Count),
  executedById: Text,
  assignedToId: Text,
  comment: Text,
  automated: orNull(z.boolean()),
  customFields: CustomFieldsOnWire,
  links: orNull(z.looseObject({ issues: IssueLinks })),
});
type TestExecution = z.infer<typeof TestExecution>;

export function readTestExecution(
  raw: unknown,
  stepResults: unknown,
  names: ReferenceNames,
): SourceExecution {
  const { wire, oddMembers } = parseRecord('Test execution', TestExecution, raw);
  const key = wire.key || wire.id;
  const status = toReferenceName(names, 'status:TEST_EXECUTION', wire.testExecutionStatus);
  const results = readStepResults(key, stepResults, names);
  return {
    sourceId: wire.id,
    key,
    testCaseKey: wire.testCase.key ?? keyFromId(wire.testCase.id),
    testCaseVersion: wire.testCase.version,
    cycleId: wire.testCycle?.id ?? null,
    environmentId: wire.environment?.id ?? null,
    environment: toReferenceName(names, 'environment', wire.environment),
    status,
    isUnexecuted: isUnexecuted(wire, status, names),
    actualEnd: wire.actualEndDate,
    executionTimeMs: wire.executionTime,
    estimatedTimeMs: wire.estimatedTime,
    executedByAccountId: wire.executedById,
    assignedToAccountId: wire.assignedToId,
    comment: wire.comment,
    automated: wire.automated,
    jiraVersionId: wire.jiraProjectVersion?.id ?? null,
    customFields: toCustomFields(wire.customFields),
    issueLinks: wire.links?.issues ?? [],
    stepResults: results.stepResults,
    oddMembers: [...oddMembers, ...results.oddMembers],
  };
}

/** Zephyr has no flag for this: a planned execution has the default status and no end. */
function isUnexecuted(wire: TestExecution, status: string | null, names: ReferenceNames): boolean {
  if (wire.actualEndDate !== null || wire.testExecutionStatus === null) return false;
  const isDefault = names.isDefault('status:TEST_EXECUTION', wire.testExecutionStatus.id);
  return isDefault || status?.toLowerCase() === 'not executed';
}
