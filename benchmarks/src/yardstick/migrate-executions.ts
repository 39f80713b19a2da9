import { inParallel } from './in-parallel.ts';
import type { StepIndex } from './index-steps.ts';
import type { Suites } from './migrate-cycles.ts';
import type { Folders } from './migrate-folders.ts';
import type { Scope } from './migrate-project.ts';
import type { Made, MadeCase, MadeLog, Status } from './qtest-api.ts';
import { toLog } from './to-log.ts';
import type { Upload } from './upload-files.ts';
import type { Execution, StepResult } from './zephyr-records.ts';

type Targets = {
  readonly cases: ReadonlyMap<string, MadeCase>;
  readonly steps: StepIndex;
  readonly suites: Suites;
  readonly folders: Folders;
};
type Context = { readonly scope: Scope; readonly targets: Targets; readonly statuses: readonly Status[] };

/** Executions of one case in one cycle and environment share a run, and are logged on it one after another. */
export async function migrateExecutions(scope: Scope, executions: readonly Execution[], targets: Targets) {
  const statuses = await scope.qtest.get<readonly Status[]>('/test-runs/execution-statuses');
  const groups = Map.groupBy(executions, runKeyOf);
  const context = { scope, targets, statuses };
  const files = await inParallel([...groups], ([runKey, group]) => migrateGroup(context, runKey, group));
  return { files: files.flat() };
}

const caseKeyOf = ({ testCase }: Execution): string => /\/testcases\/([^/]+)/.exec(testCase.self)?.[1] ?? '';

const runKeyOf = (execution: Execution): string =>
  `${execution.testCycle?.id ?? 'adhoc'}|${caseKeyOf(execution)}|${execution.environment?.id ?? ''}`;

async function migrateGroup(
  context: Context,
  runKey: string,
  group: readonly Execution[],
): Promise<readonly Upload[]> {
  const { targets, scope } = context;
  const [first] = group;
  const target = first && targets.cases.get(caseKeyOf(first));
  if (!first || !target) throw new Error(`${runKey} has no test case`);
  const suite = targets.suites.get(first.testCycle?.id ?? 0);
  const body = {
    name: caseKeyOf(first),
    test_case: { id: target.id },
    test_case_version_id: target.test_case_version_id,
    properties: scope.fields['test-runs'].property('Zephyr key', runKey),
  };
  const run = await scope.qtest.send<Made>('POST', '/test-runs', body, suite?.place ?? targets.folders.adHoc);
  const files: Upload[] = [];
  const standIn = suite?.standIn ?? new Date().toISOString();
  for (const execution of group) {
    files.push(...(await migrateExecution(context, execution, { run, target, standIn })));
  }
  return files;
}

type Place = { readonly run: Made; readonly target: MadeCase; readonly standIn: string };

async function migrateExecution(
  { scope, targets, statuses }: Context,
  execution: Execution,
  { run, target, standIn }: Place,
): Promise<readonly Upload[]> {
  const { zephyr, qtest, attachments, names } = scope;
  const path = `/testexecutions/${execution.key}`;
  const results = await zephyr.steps<StepResult>(path);
  const found = attachments ? await findFiles(scope, path, results) : [];
  const status = names.executionStatuses.get(execution.testExecutionStatus?.id ?? 0);
  if (status?.default && execution.actualEndDate === undefined) return [];
  const steps = targets.steps.get(target.id) ?? [];
  const versionId = target.test_case_version_id;
  const body = toLog(scope, execution, { results, steps, statuses, versionId, standIn });
  const log = await qtest.send<MadeLog>('POST', `/test-runs/${run.id}/test-logs`, body);
  return found.map(({ stepIndex, ...file }) => ({
    ...file,
    holder: stepIndex === null ? `/test-logs/${log.id}` : stepLogPath(log, stepIndex),
  }));
}

const stepLogPath = (log: MadeLog, stepIndex: number): string => {
  const stepLog = log.test_step_logs?.[stepIndex];
  return stepLog ? `/test-step-logs/${stepLog.test_step_log_id}` : `/test-logs/${log.id}`;
};

type Found = Omit<Upload, 'holder'> & { readonly stepIndex: number | null };

async function findFiles(
  { zephyr }: Scope,
  path: string,
  results: readonly StepResult[],
): Promise<readonly Found[]> {
  const found: Found[] = (await zephyr.files(path)).map((file) => ({ path, file, stepIndex: null }));
  for (const [stepIndex, { id }] of results.entries()) {
    if (id === null) continue;
    const stepPath = `${path}/teststeps/${id}`;
    for (const file of await zephyr.files(stepPath)) found.push({ path: stepPath, file, stepIndex });
  }
  return found;
}
