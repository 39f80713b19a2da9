import type { IssueLink } from '../zephyr-case.ts';
import type { StatusType, ZephyrData, ZephyrProject } from '../zephyr-data.ts';

/** Turns the names in a corpus into the ids that the API uses. A name without an id is added and gets one. */
export type CorpusNames = {
  /** For null, the project's default. */
  statusId(statusType: StatusType, name: string | null): number;
  priorityId(name: string | null): number;
  environmentId(name: string | null): number | null;
  componentId(name: string | null): number | null;
  issueLinks(keys: readonly string[]): IssueLink[];
};

type Named = { readonly id: number; readonly name: string; readonly isDefault?: boolean };

export function createCorpusNames(
  data: ZephyrData,
  project: ZephyrProject,
  nextId: () => number,
): CorpusNames {
  const issueIds = new Map(data.issues.map(({ id, key }) => [key, id]));
  const issueId = (key: string): number => {
    const id = issueIds.get(key) ?? nextId();
    if (!issueIds.has(key)) data.issues.push({ id, key });
    issueIds.set(key, id);
    return id;
  };
  const toNamed = (name: string) => ({
    id: nextId(),
    name,
    description: null,
    isDefault: false,
    color: null,
  });
  const { statuses, priorities, environments, components } = project;
  return {
    statusId: (statusType, name) => {
      const ofType = statuses.filter((status) => status.statusType === statusType);
      return findOrAdd(ofType, name, (missing) => {
        const status = { ...toNamed(missing), statusType };
        statuses.push(status);
        return status;
      });
    },
    priorityId: (name) => findOrAdd(priorities, name, (missing) => pushed(priorities, toNamed(missing))),
    environmentId: (name) =>
      name === null
        ? null
        : findOrAdd(environments, name, (missing) => pushed(environments, toNamed(missing))),
    componentId: (name) =>
      name === null
        ? null
        : findOrAdd(components, name, (missing) => pushed(components, { id: nextId(), name: missing })),
    issueLinks: (keys) => keys.map((key) => ({ id: nextId(), issueId: issueId(key), type: 'COVERAGE' })),
  };
}

function findOrAdd(list: readonly Named[], name: string | null, add: (name: string) => Named): number {
  const found = list.find((one) => (name === null ? one.isDefault : one.name === name));
  return (found ?? add(name ?? 'None')).id;
}

function pushed<T>(list: T[], item: T): T {
  list.push(item);
  return item;
}
