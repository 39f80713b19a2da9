import { toExecutedSteps } from '../executed-steps.ts';
import type { ZephyrCase } from '../zephyr-case.ts';
import type { ZephyrCycle, ZephyrExecution } from '../zephyr-run.ts';
import { toExecutionFields } from './custom-fields.ts';
import { EXECUTION_KINDS, ROWS_OF_KIND } from './execution-kinds.ts';
import { EMPTY_CYCLE_NAME } from './generate-cycles.ts';
import type { Generation } from './generation.ts';
import { addDays } from './instant.ts';
import { toIssueLinks } from './links.ts';
import { toStatusId } from './status-id.ts';
import { toStepResults } from './step-results.ts';

/** Names of outcomes, repeated by their frequency. */
const OUTCOMES = [
  'Pass',
  'Pass',
  'Pass',
  'Pass',
  'Pass',
  'Fail',
  'Blocked',
  'Not Executed',
  'In Progress',
  'Pass with remarks',
];

/** The first executions are one of each difficult kind, the rest are ordinary. */
export function generateExecutions(generation: Generation, count: number): void {
  const { project } = generation;
  const caseOf = new Map(project.cases.map((testCase) => [testCase.key, testCase]));
  const cycles = project.cycles.filter(({ name }) => name !== EMPTY_CYCLE_NAME);
  for (let number = 1; number <= count; number += 1) {
    const header = toHeader(generation, cycles, number);
    const testCase = caseOf.get(header.testCaseKey);
    const steps = testCase === undefined ? [] : toExecutedSteps(testCase, (key) => caseOf.get(key));
    const options = { rows: ROWS_OF_KIND[number] ?? 1, maySkip: number > EXECUTION_KINDS.length };
    project.executions.push({ ...header, stepResults: toStepResults(generation, header, steps, options) });
  }
}

function toHeader(generation: Generation, cycles: readonly ZephyrCycle[], number: number): ZephyrExecution {
  const { project, draw } = generation;
  const ordinary = toOrdinaryExecution(generation, draw.one(project.cases), cycles, number);
  const kind = EXECUTION_KINDS[number - 1]?.(generation) ?? {};
  return { ...ordinary, ...kind };
}

function toOrdinaryExecution(
  generation: Generation,
  testCase: ZephyrCase,
  cycles: readonly ZephyrCycle[],
  number: number,
): ZephyrExecution {
  const { project, draw, nextId, accountId } = generation;
  const cycle = cycles.length === 0 || draw.chance(0.05) ? undefined : draw.one(cycles);
  const outcome = draw.one(OUTCOMES);
  const start = cycle?.plannedStartDate ?? '2026-03-02T08:00:00Z';
  const actualEndDate = outcome === 'Not Executed' ? null : addDays(start, draw.whole(0, 400_000) / 100_000);
  return {
    id: nextId(),
    key: `${project.key}-E${number}`,
    testCaseKey: testCase.key,
    version: draw.whole(1, testCase.versionIds.length),
    cycleId: cycle?.id ?? null,
    environmentId: draw.chance(0.85) ? draw.one(project.environments).id : null,
    jiraVersionId: draw.chance(0.3) ? draw.one(project.jiraVersions).id : null,
    statusId: toStatusId(generation, outcome),
    updatedOn: actualEndDate ?? start,
    actualEndDate,
    estimatedTimeMs: testCase.estimatedTimeMs,
    executionTimeMs: actualEndDate === null ? null : draw.whole(5, 900) * 1000,
    executedById: actualEndDate === null ? null : accountId(),
    assignedToId: draw.chance(0.5) ? accountId() : null,
    comment: draw.chance(0.2) ? `Seen on build ${draw.whole(100, 999)}<br />• retried once 🔁` : null,
    automated: draw.chance(0.3),
    customFields: toExecutionFields(generation),
    issueLinks: outcome === 'Fail' ? toIssueLinks(generation, 1) : [],
    stepResults: [],
  };
}
