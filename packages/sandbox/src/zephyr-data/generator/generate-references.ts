import type { FolderType, StatusType, ZephyrNamed } from '../zephyr-data.ts';
import type { Generation } from './generation.ts';
import { AREAS, COMPONENTS, ENVIRONMENTS, JIRA_VERSIONS } from './vocabulary.ts';

const STATUSES: Readonly<Record<StatusType, readonly string[]>> = {
  TEST_CASE: ['Draft', 'Approved', 'Deprecated', 'Needs update'],
  TEST_PLAN: ['Draft', 'Approved', 'Deprecated'],
  TEST_CYCLE: ['Not Executed', 'In Progress', 'Done'],
  TEST_EXECUTION: ['Not Executed', 'In Progress', 'Pass', 'Fail', 'Blocked', 'Pass with remarks'],
};

const PRIORITIES = ['Normal', 'High', 'Low', 'Must have'];

/** Statuses, priorities, environments, components and versions. The first status of each type and the first priority are defaults. */
export function generateReferences({ project, data, draw, nextId }: Generation): void {
  const toNamed = (name: string, at: number): ZephyrNamed => ({
    id: nextId(),
    name,
    description: draw.chance(0.3) ? `About “${name}”` : null,
    isDefault: at === 0,
    color: '#6aa84f',
  });
  for (const [statusType, names] of Object.entries(STATUSES) as [StatusType, readonly string[]][]) {
    project.statuses.push(...names.map((name, at) => ({ ...toNamed(name, at), statusType })));
  }
  project.priorities.push(...PRIORITIES.map(toNamed));
  project.environments.push(...ENVIRONMENTS.map((name) => ({ ...toNamed(name, 1), color: null })));
  project.components.push(...COMPONENTS.map((name) => ({ id: nextId(), name })));
  project.jiraVersions.push(...JIRA_VERSIONS.map((name) => ({ id: nextId(), name })));
  for (let number = 1; number <= 12; number += 1) {
    data.issues.push({ id: nextId(), key: `${project.key}-${number}` });
  }
}

/** Trees for cases, cycles and plans. Two sibling folders have the same name. */
export function generateFolders({ project, nextId }: Generation): void {
  const add = (folderType: FolderType, name: string, parentId: number | null, index: number): number => {
    const id = nextId();
    project.folders.push({ id, parentId, name, index, folderType });
    return id;
  };
  for (const [index, area] of AREAS.entries()) {
    const parent = add('TEST_CASE', area, null, index);
    add('TEST_CASE', 'Happy path', parent, 0);
    add('TEST_CASE', 'Edge cases', add('TEST_CASE', 'Errors & limits', parent, 1), 0);
  }
  const [first] = project.folders;
  for (const index of [2, 3]) add('TEST_CASE', 'Same name', first?.id ?? null, index);
  for (const [index, year] of ['2025', '2026'].entries()) {
    const parent = add('TEST_CYCLE', year, null, index);
    add('TEST_CYCLE', 'Releases', parent, 0);
    add('TEST_CYCLE', 'Nightly', parent, 1);
  }
  add('TEST_PLAN', 'Master plans', null, 0);
}
