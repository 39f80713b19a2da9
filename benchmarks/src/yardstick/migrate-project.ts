import { indexSteps } from './index-steps.ts';
import { migrateCases } from './migrate-cases.ts';
import { migrateCycles } from './migrate-cycles.ts';
import { migrateExecutions } from './migrate-executions.ts';
import { migrateFolders } from './migrate-folders.ts';
import { migratePlans } from './migrate-plans.ts';
import { prepareFields } from './prepare-fields.ts';
import type { QtestApi } from './qtest-api.ts';
import { readNames } from './read-names.ts';
import { uploadFiles } from './upload-files.ts';
import type { ZephyrApi } from './zephyr-api.ts';
import type { Case, Cycle, Execution, Plan } from './zephyr-records.ts';

export type Task = {
  readonly zephyr: ZephyrApi;
  readonly qtest: QtestApi;
  readonly projectKey: string;
  readonly attachments: boolean;
};

/** Carries one project over, kind by kind. Gives how many records of the source that were. */
export async function migrateProject(task: Task): Promise<number> {
  const { zephyr, qtest } = task;
  const names = await readNames(zephyr);
  const cases = await zephyr.list<Case>('/testcases');
  const cycles = await zephyr.list<Cycle>('/testcycles');
  const plans = await zephyr.list<Plan>('/testplans');
  const executions = await zephyr.list<Execution>('/testexecutions');
  const toLabels = (all: typeof names.priorities) => [...all.values()].map(({ name }) => name);
  const fields = await prepareFields(qtest, {
    Status: toLabels(names.caseStatuses),
    Priority: toLabels(names.priorities),
  });
  const scope = { ...task, names, fields };

  const folders = await migrateFolders(scope, { cases, cycles, executions });
  const made = await migrateCases(scope, cases, folders);
  const steps = await indexSteps(qtest);
  const suites = await migrateCycles(scope, cycles, folders);
  const planFiles = await migratePlans(scope, plans);
  const logs = await migrateExecutions(scope, executions, { cases: made.targets, steps, suites, folders });
  const files = [...made.filesWith(steps), ...planFiles, ...logs.files];
  await uploadFiles(scope, files);
  return cases.length + cycles.length + plans.length + executions.length + folders.count + files.length;
}

export type Scope = Task & {
  readonly names: Awaited<ReturnType<typeof readNames>>;
  readonly fields: Awaited<ReturnType<typeof prepareFields>>;
};
