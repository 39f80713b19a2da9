import { notFound } from './api-error.ts';
import type { Project } from './state/project.ts';

/** Whether an object of that kind exists; undefined for an unknown kind. */
const lookups: Readonly<Record<string, (project: Project, id: number) => boolean>> = {
  releases: ({ releases }, id) => releases.get(id) !== undefined,
  builds: ({ builds }, id) => builds.get(id) !== undefined,
  requirements: ({ requirements }, id) => requirements.get(id) !== undefined,
  'test-cases': ({ cases }, id) => cases.get(id) !== undefined,
  'test-runs': ({ runs }, id) => runs.get(id) !== undefined,
  'test-logs': ({ logs }, id) => logs.get(id) !== undefined,
  'test-steps': ({ caseOfStep }, id) => caseOfStep.has(id),
  'test-step-logs': ({ logOfStepLog }, id) => logOfStepLog.has(id),
  defects: ({ defects }, id) => defects.get(id) !== undefined,
};

export const hasObject = (project: Project, objectType: string, id: number): boolean =>
  lookups[objectType]?.(project, id) ?? false;

/** Throws 404 if the kind is not allowed or the object does not exist. */
export function requireObject(
  project: Project,
  allowed: readonly string[],
  { objectType, id }: { readonly objectType: string; readonly id: number },
): void {
  if (!allowed.includes(objectType)) throw notFound(`This resource of ${objectType}`);
  if (!hasObject(project, objectType, id)) throw notFound(`${objectType} ${id}`);
}
