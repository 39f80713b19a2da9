import type { QtestSandbox } from '@z2q/sandbox';
import type { Pipeline } from '../kit/open-pipeline.ts';
import type { TargetProject } from '../scenario/open-stand-ins.ts';
import { pick } from './draw.ts';

/** What a colleague has changed by hand in a migrated project. */
export type Deeds = {
  /**
   * @returns what is gone or changed of the colleague's work, and of what was in the project before the
   * migration.
   */
  readonly listLost: (project: TargetProject) => readonly string[];
};

const THEIRS = 'Written by a colleague';
const FILE_NAME = 'theirs.png';

/**
 * Rewrites a migrated case, attaches a file to one, puts a case of their own into a migrated module, logs a result in a
 * migrated run, and runs a migrated case in a suite of their own.
 */
export async function doDeeds(
  { qtest, targetProject }: Pick<Pipeline, 'qtest' | 'targetProject'>,
  before: TargetProject,
  name: string,
): Promise<Deeds> {
  const project = targetProject(1);
  const ours = <Row extends { readonly id: number }>(
    deed: string,
    rows: readonly Row[],
    earlier: readonly Row[],
  ): Row => {
    const known = new Set(earlier.map(({ id }) => id));
    const migrated = rows.filter(({ id }) => !known.has(id));
    const row = pick(migrated, name, deed);
    if (!row) throw new RangeError(`There is nothing to ${deed}`);
    return row;
  };
  const edited = ours('rewrite', project.testCases, before.testCases);
  await rewrite(qtest, edited.id);
  const illustrated = ours('attach to', project.testCases, before.testCases);
  const file = { name: FILE_NAME, bytes: Buffer.from(THEIRS) };
  await qtest.seed.upload(1, `/test-cases/${illustrated.id}`, file);
  const added = await qtest.seed.create(1, '/test-cases', {
    name: THEIRS,
    parent_id: ours('put into', project.modules, before.modules).id,
    properties: [],
    test_steps: [],
  });
  const run = ours('log in', project.testRuns, before.testRuns);
  const log = await qtest.seed.create(1, `/test-runs/${run.id}/test-logs`, {
    status: { id: 601 },
    exe_start_date: '2026-11-01T10:00:00+00:00',
    exe_end_date: '2026-11-01T10:00:00+00:00',
    note: THEIRS,
  });
  const used = ours('run', project.testCases, before.testCases);
  const [suite] = before.testSuites;
  const theirRun = await qtest.seed.create(
    1,
    `/test-runs?parentId=${suite?.id ?? 0}&parentType=${suite ? 'test-suite' : 'root'}`,
    { name: THEIRS, properties: [], test_case: { id: used.id } },
  );
  const deeds = toDeeds({ edited, illustrated, added, run, log, used, theirRun });
  return {
    listLost: (left) => [
      ...deeds.filter(({ isThere }) => !isThere(left)).map(({ what }) => `${what} of a colleague is gone`),
      ...TABLE_NAMES.flatMap((table) => {
        const kept = new Set(left[table].map((row) => JSON.stringify(row)));
        return before[table]
          .filter((row) => !kept.has(JSON.stringify(row)))
          .map((row) => `${table} ${row.id}, which was there before, is not as it was`);
      }),
    ],
  };
}

type Marks = Readonly<
  Record<'edited' | 'illustrated' | 'added' | 'run' | 'log' | 'used' | 'theirRun', HasId>
>;
type HasId = { readonly id: number };

const toDeeds = ({ edited, illustrated, added, run, log, used, theirRun }: Marks): readonly Deed[] => [
  {
    what: `the text of case ${edited.id}`,
    isThere: ({ testCases }) =>
      testCases.some(({ id, versions }) => id === edited.id && versions.at(-1)?.description === THEIRS),
  },
  {
    what: `the file at case ${illustrated.id}`,
    isThere: ({ testCases, attachments }) =>
      hasId(testCases, illustrated.id) && attachments.some(({ name }) => name === FILE_NAME),
  },
  { what: `the case ${added.id}`, isThere: ({ testCases }) => hasId(testCases, added.id) },
  {
    what: `the log ${log.id} in run ${run.id}`,
    isThere: ({ testLogs, testRuns }) => hasId(testLogs, log.id) && hasId(testRuns, run.id),
  },
  {
    what: `the run ${theirRun.id} of case ${used.id}`,
    isThere: ({ testCases, testRuns }) => hasId(testRuns, theirRun.id) && hasId(testCases, used.id),
  },
];

type Deed = { readonly what: string; readonly isThere: (project: TargetProject) => boolean };

const TABLE_NAMES = ['modules', 'testCycles', 'testSuites', 'testCases', 'testRuns', 'releases'] as const;

const hasId = (rows: readonly HasId[], wanted: number): boolean => rows.some(({ id }) => id === wanted);

async function rewrite({ url, token }: QtestSandbox, id: number): Promise<void> {
  const response = await fetch(`${url}/api/v3/projects/1/test-cases/${id}`, {
    method: 'PUT',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ description: THEIRS }),
  });
  if (!response.ok) throw new Error(`A colleague may not write: ${response.status} ${await response.text()}`);
}
