import type { QtestSandbox } from '@z2q/sandbox';
import type { Pipeline } from '../kit/open-pipeline.ts';
import type { TargetProject } from '../scenario/open-stand-ins.ts';
import { pick } from './draw.ts';

/** What somebody has done by hand in a migrated project. */
export type Deeds = {
  /** @returns what of it is gone. */
  readonly listLost: (project: TargetProject) => readonly string[];
};

const THEIRS = 'Written by a colleague';

/** Rewrites a migrated case, puts a case of their own into a migrated module, and logs a result in a migrated run. */
export async function doDeeds(
  { qtest, targetProject }: Pipeline,
  before: TargetProject,
  name: string,
): Promise<Deeds> {
  const project = targetProject(1);
  const ours = <Row extends { readonly id: number }>(rows: readonly Row[], earlier: readonly Row[]): Row => {
    const known = new Set(earlier.map(({ id }) => id));
    const row = pick(
      rows.filter(({ id }) => !known.has(id)),
      name,
      'deed',
    );
    if (!row) throw new RangeError('There is nothing to do a deed to');
    return row;
  };
  const edited = ours(project.testCases, before.testCases);
  const module = ours(project.modules, before.modules);
  const run = ours(project.testRuns, before.testRuns);
  await rewrite(qtest, edited.id);
  const added = await qtest.seed.create(1, '/test-cases', {
    name: THEIRS,
    parent_id: module.id,
    properties: [],
    test_steps: [],
  });
  const log = await qtest.seed.create(1, `/test-runs/${run.id}/test-logs`, {
    status: { id: 601 },
    exe_start_date: '2026-11-01T10:00:00+00:00',
    exe_end_date: '2026-11-01T10:00:00+00:00',
    note: THEIRS,
  });
  return {
    listLost: ({ testCases, testLogs }) => [
      ...(testCases.some(({ id, versions }) => id === edited.id && versions.at(-1)?.description === THEIRS)
        ? []
        : [`the case ${edited.id} that a colleague has rewritten`]),
      ...(testCases.some(({ id }) => id === added.id) ? [] : [`the case ${added.id} of a colleague`]),
      ...(testLogs.some(({ id }) => id === log.id) ? [] : [`the log ${log.id} of a colleague`]),
    ],
  };
}

async function rewrite({ url, token }: QtestSandbox, id: number): Promise<void> {
  const response = await fetch(`${url}/api/v3/projects/1/test-cases/${id}`, {
    method: 'PUT',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ description: THEIRS }),
  });
  if (!response.ok) throw new Error(`A colleague may not write: ${response.status} ${await response.text()}`);
}
