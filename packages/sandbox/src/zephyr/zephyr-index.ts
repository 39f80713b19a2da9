import { type AttachmentOwner, toOwnerKey, type ZephyrAttachment } from '../zephyr-data/zephyr-attachment.ts';
import type { ZephyrCase } from '../zephyr-data/zephyr-case.ts';
import type { ZephyrData, ZephyrProject } from '../zephyr-data/zephyr-data.ts';
import type { ZephyrCycle, ZephyrExecution, ZephyrPlan } from '../zephyr-data/zephyr-run.ts';
import { createRecordIndex, type RecordIndex } from './record-index.ts';
import { notFound } from './zephyr-api-error.ts';

export type ZephyrIndex = {
  readonly data: ZephyrData;
  readonly cases: RecordIndex<ZephyrCase>;
  readonly cycles: RecordIndex<ZephyrCycle>;
  readonly plans: RecordIndex<ZephyrPlan>;
  readonly executions: RecordIndex<ZephyrExecution>;
  attachmentsOf(owner: AttachmentOwner): readonly ZephyrAttachment[];
  /** All enabled projects, or the requested one. Throws 404. */
  projects(projectKey: string | undefined): readonly ZephyrProject[];
};

export function createZephyrIndex(data: ZephyrData): ZephyrIndex {
  const attachments = createRecordIndex(data, {
    noun: 'Attachment',
    recordsOf: (project) => project.attachments,
    groupOf: (attachment) => toOwnerKey(attachment.owner),
  });
  return {
    data,
    cases: createRecordIndex(data, { noun: 'Test case', recordsOf: (project) => project.cases }),
    cycles: createRecordIndex(data, { noun: 'Test cycle', recordsOf: (project) => project.cycles }),
    plans: createRecordIndex(data, { noun: 'Test plan', recordsOf: (project) => project.plans }),
    executions: createRecordIndex(data, {
      noun: 'Test execution',
      recordsOf: (project) => project.executions,
    }),
    attachmentsOf: (owner) => attachments.group(toOwnerKey(owner)),
    projects: (projectKey) => findProjects(data, projectKey),
  };
}

function findProjects(data: ZephyrData, projectKey: string | undefined): readonly ZephyrProject[] {
  const enabled = data.projects.filter((project) => project.enabled);
  if (projectKey === undefined) return enabled;
  const found = enabled.filter((project) => project.key === projectKey);
  if (found.length === 0) throw notFound(`Project ${projectKey}`);
  return found;
}
