import type { ZephyrCase } from '../zephyr-case.ts';
import { CASE_KINDS } from './case-kinds.ts';
import { toCaseFields } from './custom-fields.ts';
import type { Generation } from './generation.ts';
import { addDays } from './instant.ts';
import { toIssueLinks, toWebLinks } from './links.ts';
import { toSteps } from './steps.ts';
import { toObjective, toTestData, toTitle } from './text.ts';
import { LABELS } from './vocabulary.ts';

/** The first cases are one of each difficult kind, the rest are ordinary. */
export function generateCases(generation: Generation, count: number): void {
  const { project } = generation;
  for (let number = 1; number <= count; number += 1) {
    const ordinary = toOrdinaryCase(generation, number);
    const toKind = CASE_KINDS[number - 1];
    project.cases.push(toKind === undefined ? ordinary : { ...ordinary, ...toKind(generation, ordinary) });
  }
}

function toOrdinaryCase(generation: Generation, number: number): ZephyrCase {
  const { project, draw, nextId, accountId } = generation;
  const folders = project.folders.filter(({ folderType }) => folderType === 'TEST_CASE');
  const statuses = project.statuses.filter(({ statusType }) => statusType === 'TEST_CASE');
  const createdOn = addDays('2024-01-01T08:00:00Z', number / 3);
  return {
    id: nextId(),
    key: `${project.key}-T${number}`,
    versionIds: Array.from({ length: draw.whole(1, 3) }, nextId),
    name: toTitle(draw),
    createdOn,
    updatedOn: addDays(createdOn, draw.whole(0, 200)),
    objective: draw.chance(0.8) ? toObjective(draw) : null,
    precondition: draw.chance(0.5) ? `Signed in as a customer.<br>${toTestData(draw)}` : null,
    estimatedTimeMs: draw.chance(0.5) ? draw.whole(1, 60) * 60_000 : null,
    labels: draw.some(LABELS, 0.2),
    componentId: draw.chance(0.3) ? draw.one(project.components).id : null,
    priorityId: draw.one(project.priorities).id,
    statusId: draw.one(statuses).id,
    folderId: draw.one(folders).id,
    ownerAccountId: draw.chance(0.8) ? accountId() : null,
    script: { type: 'steps', steps: toSteps(generation, draw.whole(1, 7)) },
    customFields: toCaseFields(generation),
    issueLinks: draw.chance(0.2) ? toIssueLinks(generation, 1) : [],
    webLinks: draw.chance(0.1) ? toWebLinks(generation) : [],
  };
}
