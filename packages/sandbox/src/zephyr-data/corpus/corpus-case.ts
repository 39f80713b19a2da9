import type { ZephyrCase, ZephyrScript, ZephyrStep } from '../zephyr-case.ts';
import type { CorpusNames } from './corpus-names.ts';
import type { CorpusCase, CorpusStep } from './corpus-records.ts';

export const toCorpusCase = (record: CorpusCase, names: CorpusNames, nextId: () => number): ZephyrCase => ({
  id: record.id ?? nextId(),
  key: record.key,
  versionIds: [nextId()],
  name: record.name,
  createdOn: record.createdOn,
  updatedOn: record.createdOn,
  objective: record.objective,
  precondition: record.precondition,
  estimatedTimeMs: record.estimatedTime,
  labels: record.labels,
  componentId: names.componentId(record.component),
  priorityId: names.priorityId(record.priorityName),
  statusId: names.statusId('TEST_CASE', record.statusName),
  folderId: record.folderId,
  ownerAccountId: null,
  script: toScript(record, nextId),
  customFields: record.customFields,
  issueLinks: names.issueLinks(record.issueLinks),
  webLinks: [],
});

const toScript = ({ steps, script }: CorpusCase, nextId: () => number): ZephyrScript =>
  script === null
    ? { type: 'steps', steps: (steps ?? []).map((step) => toStep(step, nextId())) }
    : { type: script.type, id: nextId(), text: script.text };

const toStep = (step: CorpusStep, id: number): ZephyrStep =>
  'testCaseKey' in step
    ? { kind: 'call', id, testCaseKey: step.testCaseKey, parameters: [] }
    : { kind: 'inline', id, ...step };
