import { z } from 'zod';
import { badRequest } from './api-error.ts';
import { Id, NoInlineFiles } from './body.ts';
import type { Project } from './state/project.ts';
import type { StepDraft } from './test-case-versions.ts';

/** Both texts are required, though `expected` may be empty. */
export const StepWrite = z.looseObject({
  id: Id.nullish(),
  description: z.string(),
  expected: z.string(),
  order: z.number().int().min(1).optional(),
  called_test_case_id: Id.nullish(),
  attachments: NoInlineFiles,
});
export type StepWrite = z.infer<typeof StepWrite>;

/** A step without an order gets its index in the list. Throws 400 for a call to an unknown case. */
export const readSteps = (project: Project, writes: readonly StepWrite[]): StepDraft[] =>
  writes.map((write, index) => readStep(project, write, index + 1));

export function readStep(project: Project, write: StepWrite, place: number): StepDraft {
  const calledTestCaseId = write.called_test_case_id ?? null;
  if (calledTestCaseId !== null && !project.cases.get(calledTestCaseId)) {
    throw badRequest(`Test case ${calledTestCaseId} does not exist.`);
  }
  return {
    id: write.id,
    description: write.description,
    expected: write.expected,
    order: write.order ?? place,
    calledTestCaseId,
  };
}
