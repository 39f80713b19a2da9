import type { FolderType, PreflightCheck, ProjectAddress } from '@z2q/contracts';
import type { Migration } from '@z2q/store';
import type { SourceClient } from '@z2q/zephyr';
import type { Workload } from '../forecast/forecast-requests.ts';
import { sampleSteps } from '../forecast/sample-steps.ts';
import { type SourceTotals, toListedWorkload } from '../forecast/to-listed-workload.ts';
import { type Attempt, attempt } from './attempt.ts';
import { describeError, type Finding, notChecked, passed, warning } from './finding.ts';
import { climbLadder } from './ladder.ts';
import { toSourceWords } from './source-words.ts';

export type SourceFindings = {
  readonly checks: readonly PreflightCheck[];
  /** null: records could not be counted. */
  readonly work: Workload | null;
  readonly project: SeenProject;
};

/** Identity of the project on its site; empty if it could not be read. */
export type SeenProject = Partial<Pick<ProjectAddress, 'projectId' | 'projectName'>>;

export async function checkSource(source: SourceClient, migration: Migration): Promise<SourceFindings> {
  const { sourceProjectKey: projectKey, options } = migration;
  const tried = await attempt((signal) => source.getProject(projectKey, signal));
  const ladder = climbLadder(tried, toSourceWords(source.baseUrl, projectKey));
  const isUsable = ladder.project.status === 'ok';
  const [totals, files] = await Promise.all([
    isUsable ? attempt((signal) => readTotals(source, projectKey, signal)) : null,
    isUsable && options.attachments !== 'none'
      ? attempt((signal) => probeFiles(source, projectKey, signal))
      : null,
  ]);
  const counted = totals?.ok ? totals.value : null;
  const sample = counted && (await attempt((signal) => sampleSteps(source, projectKey, counted, signal)));
  const work = counted && toListedWorkload(counted, sample?.ok ? sample.value : null);
  const filesFinding =
    options.attachments !== 'none' ? toFilesFinding(files) : passed('Files are left out by option.');
  const checks = [
    { name: 'source_reachable', ...ladder.reachable },
    { name: 'source_token', ...ladder.token },
    { name: 'source_project', ...ladder.project },
    { name: 'source_records', ...toTotalsFinding(totals) },
    { name: 'source_attachments', ...filesFinding },
  ];
  const project = tried.ok ? { projectId: tried.value.sourceId, projectName: tried.value.key } : {};
  return { checks, work, project };
}

async function readTotals(
  source: SourceClient,
  projectKey: string,
  signal: AbortSignal,
): Promise<SourceTotals | null> {
  const page = { projectKey, startAt: 0, maxResults: 1 };
  const [folders, cases, cycles, plans, executions] = await Promise.all([
    countFolders(source, projectKey, signal),
    source.pageTestCases(page, signal),
    source.pageTestCycles(page, signal),
    source.pageTestPlans(page, signal),
    source.pageTestExecutions(page, signal),
  ]);
  const isCounted = [cases, cycles, plans, executions].every(({ total }) => total !== null);
  return isCounted
    ? {
        folders,
        testCases: cases.total ?? 0,
        testCycles: cycles.total ?? 0,
        testPlans: plans.total ?? 0,
        testExecutions: executions.total ?? 0,
      }
    : null;
}

const FOLDER_TYPES: readonly FolderType[] = ['TEST_CASE', 'TEST_CYCLE', 'TEST_PLAN'];

async function countFolders(source: SourceClient, projectKey: string, signal: AbortSignal): Promise<number> {
  const lists = await Promise.all(FOLDER_TYPES.map((type) => source.listFolders(projectKey, type, signal)));
  return lists.flat().length;
}

function toTotalsFinding(totals: Attempt<SourceTotals | null> | null): Finding {
  if (!totals) return notChecked('the project cannot be read');
  if (!totals.ok) return warning(`Records could not be counted. ${describeError(totals.error)}`);
  if (!totals.value) return passed('Zephyr lists records without counting them.');
  const { testCases, testCycles, testPlans, testExecutions } = totals.value;
  const detail = `${testCases} test cases, ${testCycles} cycles, ${testPlans} plans and ${testExecutions} executions.`;
  return testCases === 0 ? warning(`${detail} Is it the right project?`) : passed(detail);
}

/** Reads the list of files of the first case, if there is a case. */
async function probeFiles(source: SourceClient, projectKey: string, signal: AbortSignal): Promise<void> {
  const { items } = await source.pageTestCases({ projectKey, startAt: 0, maxResults: 1 }, signal);
  const [first] = items;
  if (!first) return;
  const owner = { kind: 'test_case', ownerId: first.sourceId } as const;
  await source.listAttachments(owner, first.sourceKey, signal);
}

function toFilesFinding(files: Attempt<void> | null): Finding {
  if (!files) return notChecked('the project cannot be read');
  if (files.ok) return passed('Lists of files can be read.');
  return warning(
    `Lists of files cannot be read. ${describeError(files.error)}`,
    'Files of records whose list fails become stored failures. Try again later, or set options.attachments to none.',
  );
}
