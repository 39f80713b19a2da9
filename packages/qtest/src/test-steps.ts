import type { TargetStep } from '@z2q/contracts';
import { z } from 'zod';
import type { ProjectApi } from './project-api.ts';
import { Id, IdOrNull, listOf, TextOrNull } from './wire.ts';

export const TestStep = z
  .looseObject({
    id: Id,
    order: IdOrNull,
    description: TextOrNull,
    expected: TextOrNull,
    called_test_case_id: IdOrNull,
  })
  .transform(
    (wire): TargetStep => ({
      id: wire.id,
      order: wire.order ?? 0,
      description: wire.description ?? '',
      expected: wire.expected ?? '',
      calledTestCaseId: wire.called_test_case_id,
    }),
  );

/** Steps of one version. Test logs refer to step ids, which belong to a version. */
export function listVersionSteps(
  api: ProjectApi,
  testCaseId: number,
  versionId: number,
  signal?: AbortSignal,
): Promise<readonly TargetStep[]> {
  const route = '/test-cases/{id}/versions/{version}/test-steps';
  const path = `/test-cases/${testCaseId}/versions/${versionId}/test-steps`;
  return api.get(path, { route, schema: listOf(TestStep), signal });
}
