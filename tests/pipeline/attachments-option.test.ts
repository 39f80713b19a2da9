import type { AttachmentChoice, LedgerItem, MigrationView, ReportView, RunView } from '@z2q/contracts';
import type { ZephyrAttachment } from '@z2q/sandbox';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openPipeline, type Pipeline } from '../kit/open-pipeline.ts';
import { everyKindOnce } from '../scenario/every-kind.ts';

const data = everyKindOnce();
const [source] = data.projects;
const key = source?.key ?? '';
const PLAN = ['extract', 'transform'];
let kit: Pipeline;

beforeAll(async () => {
  kit = await openPipeline({ data, projects: 5 });
});
afterAll(() => kit[Symbol.asyncDispose]());

const OF_STEPS: ReadonlySet<ZephyrAttachment['owner']['kind']> = new Set(['test_step', 'step_result']);
const isOfStep = ({ owner }: ZephyrAttachment): boolean => OF_STEPS.has(owner.kind);

/** How many lists of files were requested. */
function countLists(isOfSteps: boolean): number {
  const lists = Object.entries(kit.zephyr.stats.snapshot()).filter(([route]) =>
    route.endsWith('/attachments'),
  );
  return lists
    .filter(([route]) => route.includes('/teststeps/') === isOfSteps)
    .reduce((sum, [, { count }]) => sum + count, 0);
}

const unasked = async (migrationId: string): Promise<readonly LedgerItem[]> =>
  (
    await kit.api.get<{ items: LedgerItem[] }>(
      `/v1/migrations/${migrationId}/ledger?entityType=attachment&outcome=not_asked`,
    )
  ).items;

const reportOf = ({ id }: RunView): Promise<ReportView> => kit.api.get(`/v1/runs/${id}/report`);

test('with records, the files of steps are not asked for, a plan says so, and all other files arrive', async () => {
  const migrationId = await kit.migrateTo(1, { attachments: 'records' });
  kit.zephyr.stats.reset();

  const plan = await reportOf(await kit.api.run(migrationId, { phases: PLAN }));

  const lists = countLists(true);
  const run = await kit.api.run(migrationId);
  const files = source?.attachments ?? [];
  expect(files.filter(isOfStep).length).toBeGreaterThan(0);
  expect(lists).toBe(0);
  expect(countLists(false)).toBeGreaterThan(0);
  expect(run.state).toBe('completed');
  expect(run.counts.attachment?.verified).toBe(files.filter((file) => !isOfStep(file)).length);
  for (const { ledger } of [plan, await reportOf(run)]) {
    const told = ledger.fields
      .filter(({ entityType }) => entityType === 'attachment')
      .flatMap(({ field, notAsked }) => (notAsked ?? []).map(({ code }) => [field, code]));
    expect(told).toEqual([
      ['files of step results', 'step_files_not_asked'],
      ['files of steps', 'step_files_not_asked'],
    ]);
    expect(ledger.sums.filter(({ closes }) => !closes)).toEqual([]);
  }
  expect(await unasked(migrationId)).toMatchObject([
    { entityType: 'attachment', path: 'files of step results', code: 'step_files_not_asked' },
    { entityType: 'attachment', path: 'files of steps', code: 'step_files_not_asked' },
  ]);
});

test.each<{ projectId: number; given: unknown; choice: AttachmentChoice; codes: readonly string[] }>([
  { projectId: 2, given: false, choice: 'none', codes: ['files_not_asked'] },
  { projectId: 3, given: 'none', choice: 'none', codes: ['files_not_asked'] },
  { projectId: 4, given: true, choice: 'all', codes: [] },
])('attachments given as $given are $choice', async ({ projectId, given, choice, codes }) => {
  const made = { source: { projectKey: key }, target: { projectId }, options: { attachments: given } };
  const { id } = await kit.api.post<{ id: string }>('/v1/migrations', made);
  kit.zephyr.stats.reset();

  const run = await kit.api.run(id, { phases: PLAN });

  expect(run.state).toBe('completed');
  expect((await kit.api.get<MigrationView>(`/v1/migrations/${id}`)).options.attachments).toBe(choice);
  expect(countLists(false) > 0).toBe(choice === 'all');
  expect(countLists(true) > 0).toBe(choice === 'all');
  expect((await unasked(id)).map(({ code }) => code)).toEqual(codes);
});

test('what no call of Zephyr tells of test cases is said once, in a plan too, and counts as nothing received', async () => {
  const migrationId = await kit.migrateTo(5, { attachments: 'none' });

  const { ledger } = await reportOf(await kit.api.run(migrationId, { phases: PLAN }));

  const told = ledger.fields.filter(({ entityType }) => entityType === 'test_case');
  expect(told.flatMap(({ field, notAsked = [] }) => notAsked.map(({ code }) => `${field}: ${code}`))).toEqual(
    [
      'change history: no_call_tells',
      'comments: no_call_tells',
      'parameters and tables of test data: no_call_tells',
      'steps of earlier versions: no_call_tells',
    ],
  );
  expect(ledger.sums.filter(({ closes }) => !closes)).toEqual([]);
});
