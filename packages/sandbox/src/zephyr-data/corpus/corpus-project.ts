import { join } from 'node:path';
import type { StatusType, ZephyrNamed, ZephyrProject, ZephyrStatus } from '../zephyr-data.ts';
import { CorpusNamed } from './corpus-records.ts';
import { readJsonArray } from './read-records.ts';

type NextId = () => number;

/** Names for lists that a corpus does not contain; the first of each is the default. */
const USUAL_STATUSES: Readonly<Record<StatusType, readonly string[]>> = {
  TEST_CASE: ['Draft', 'Approved', 'Deprecated'],
  TEST_PLAN: ['Draft', 'Approved', 'Deprecated'],
  TEST_CYCLE: ['Not Executed', 'In Progress', 'Done'],
  TEST_EXECUTION: ['Not Executed', 'In Progress', 'Pass', 'Fail', 'Blocked'],
};
const USUAL_PRIORITIES = ['Normal', 'High', 'Low'];

/** A project with its statuses, priorities, environments and components, and no records yet. */
export function toCorpusProject(dir: string, key: string, nextId: NextId): ZephyrProject {
  const readReference = (list: string) =>
    readJsonArray(join(dir, 'reference', `${key}_${list}.json`), CorpusNamed);
  return {
    id: nextId(),
    jiraProjectId: nextId(),
    key,
    enabled: true,
    statuses: toStatuses(readReference('statuses'), nextId),
    priorities: toListOrUsual(readReference('priorities'), USUAL_PRIORITIES, nextId),
    environments: readReference('environments').map(toNamed),
    components: readReference('components').map(({ id, name }) => ({ id, name })),
    jiraVersions: [],
    folders: [],
    cases: [],
    cycles: [],
    plans: [],
    executions: [],
    attachments: [],
  };
}

const toNamed = (entry: CorpusNamed): ZephyrNamed => ({
  id: entry.id,
  name: entry.name,
  description: entry.description ?? null,
  isDefault: entry.default,
  color: entry.color ?? null,
});

const toUsual = (names: readonly string[], nextId: NextId): ZephyrNamed[] =>
  names.map((name, at) => ({ id: nextId(), name, description: null, isDefault: at === 0, color: null }));

const toListOrUsual = (
  read: readonly CorpusNamed[],
  usual: readonly string[],
  nextId: NextId,
): ZephyrNamed[] => (read.length > 0 ? read.map(toNamed) : toUsual(usual, nextId));

/** The reference list contains only the statuses of test cases. */
function toStatuses(ofCases: readonly CorpusNamed[], nextId: NextId): ZephyrStatus[] {
  return (Object.entries(USUAL_STATUSES) as [StatusType, readonly string[]][]).flatMap(
    ([statusType, usual]) => {
      const read = statusType === 'TEST_CASE' ? ofCases : [];
      return toListOrUsual(read, usual, nextId).map((named) => ({ ...named, statusType }));
    },
  );
}
