import { join } from 'node:path';
import type { AttachmentOwner, ZephyrAttachment } from '../zephyr-attachment.ts';
import type { ZephyrProject } from '../zephyr-data.ts';
import type { CorpusAttachment } from './corpus-records.ts';

/** Throws when the owner is not in the project. */
export const toCorpusAttachment = (
  dir: string,
  record: CorpusAttachment,
  project: ZephyrProject,
): ZephyrAttachment => ({
  id: record.id,
  name: record.fileName,
  owner: toOwner(record, project),
  size: record.sizeBytes,
  sha256: record.sha256,
  content: { path: join(dir, record.path) },
});

function toOwner(record: CorpusAttachment, { cases, executions }: ZephyrProject): AttachmentOwner {
  const owners = record.ownerType === 'execution' ? executions : cases;
  const ownerId = owners.find(({ key }) => key === record.ownerKey)?.id;
  if (ownerId === undefined) throw new RangeError(`attachment ${record.id}: no ${record.ownerKey}`);
  if (record.ownerType === 'execution') return { kind: 'test_execution', ownerId };
  if (record.ownerType === 'testcase') return { kind: 'test_case', ownerId };
  return { kind: 'test_step', ownerId, stepId: toStepId(record, cases) };
}

function toStepId({ id, ownerKey, stepIndex }: CorpusAttachment, cases: ZephyrProject['cases']): number {
  const script = cases.find(({ key }) => key === ownerKey)?.script;
  const stepId = script?.type === 'steps' ? script.steps[stepIndex ?? 0]?.id : undefined;
  if (stepId === undefined || stepId === null) throw new RangeError(`attachment ${id}: no step ${stepIndex}`);
  return stepId;
}
