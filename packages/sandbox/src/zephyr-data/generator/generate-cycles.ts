import type { ZephyrCycle } from '../zephyr-run.ts';
import { toCycleFields } from './custom-fields.ts';
import type { Generation } from './generation.ts';
import { addDays } from './instant.ts';
import { toIssueLinks, toWebLinks } from './links.ts';

type ToKind = (generation: Generation) => Partial<ZephyrCycle>;

/** The first cycles, one of each kind. */
const CYCLE_KINDS: readonly ToKind[] = [
  () => ({ name: 'Without dates', plannedStartDate: null, plannedEndDate: null }),
  () => ({ name: 'In no folder', folderId: null, ownerAccountId: null, description: null }),
  (generation) => ({
    name: 'Linked',
    jiraVersionId: generation.draw.one(generation.project.jiraVersions).id,
    issueLinks: toIssueLinks(generation, 2),
    webLinks: toWebLinks(generation),
  }),
  () => ({ name: EMPTY_CYCLE_NAME }),
  () => ({ name: 'Smoke tests' }),
  () => ({ name: 'Smoke tests' }),
];

/** Name of the cycle that gets no executions. */
export const EMPTY_CYCLE_NAME = 'Empty cycle';

export function generateCycles(generation: Generation, count: number): void {
  for (let number = 1; number <= count; number += 1) {
    const kind = CYCLE_KINDS[number - 1]?.(generation);
    generation.project.cycles.push({ ...toOrdinaryCycle(generation, number), ...kind });
  }
}

function toOrdinaryCycle(generation: Generation, number: number): ZephyrCycle {
  const { project, draw, nextId, accountId } = generation;
  const plannedStartDate = addDays('2026-01-05T08:00:00Z', number * 7);
  return {
    id: nextId(),
    key: `${project.key}-R${number}`,
    name: `Regression ${number} – ${draw.one(project.jiraVersions).name}`,
    updatedOn: plannedStartDate,
    description: draw.chance(0.6) ? `Scope: <em>${draw.one(project.components).name}</em>` : null,
    statusId: draw.one(project.statuses.filter(({ statusType }) => statusType === 'TEST_CYCLE')).id,
    folderId: draw.one(project.folders.filter(({ folderType }) => folderType === 'TEST_CYCLE')).id,
    jiraVersionId: null,
    plannedStartDate,
    plannedEndDate: addDays(plannedStartDate, 5),
    ownerAccountId: accountId(),
    customFields: toCycleFields(generation),
    issueLinks: [],
    webLinks: [],
  };
}

export function generatePlans(generation: Generation, count: number): void {
  const { project, draw, nextId, accountId } = generation;
  for (let number = 1; number <= count; number += 1) {
    const updatedOn = addDays('2026-01-01T08:00:00Z', number);
    project.plans.push({
      id: nextId(),
      key: `${project.key}-P${number}`,
      name: `Master plan ${number}`,
      updatedOn,
      objective: draw.chance(0.7)
        ? '<p>Everything that must hold before the <strong>release</strong>.</p>'
        : null,
      statusId: draw.one(project.statuses.filter(({ statusType }) => statusType === 'TEST_PLAN')).id,
      folderId:
        number === 1
          ? null
          : (project.folders.find(({ folderType }) => folderType === 'TEST_PLAN')?.id ?? null),
      ownerAccountId: accountId(),
      labels: ['release'],
      customFields: { Budget: draw.whole(1, 90) },
      issueLinks: number === 1 ? toIssueLinks(generation, 1) : [],
      webLinks: number === 1 ? toWebLinks(generation) : [],
      cycleLinks: project.cycles
        .filter((_cycle, at) => at % count === number - 1)
        .map(({ id }) => ({ id: nextId(), testCycleId: id })),
    });
  }
}
