import type { PreflightView, RunView } from '@z2q/contracts';
import { generateZephyrData, startQtestSandbox, startZephyrSandbox } from '@z2q/sandbox';
import { expect, test } from 'vitest';
import { openPipeline, type Pipeline } from '../kit/open-pipeline.ts';
import { rollBack, startRollback } from '../scenario/roll-back.ts';
import { withFewCalls } from '../scenario/with-few-calls.ts';

const data = () =>
  withFewCalls(generateZephyrData({ cases: 4, executions: 3, cycles: 1, plans: 1, attachments: 1 }));

/** Another site with a project of the same number, whose objects have the same ids. */
const openOther = (kit: Pipeline) =>
  startQtestSandbox({ projects: [{ id: 1, name: 'Of somebody else' }], token: kit.qtest.token });

test('what was migrated to one site is neither checked, run, retried nor rolled back on another', async () => {
  await using kit = await openPipeline({ data: data() });
  await using other = await openOther(kit);
  const migrationId = await kit.migrateTo(1);
  const first = await kit.api.run(migrationId);
  const before = JSON.stringify(other.state());

  const { api } = await kit.startedWith({ QTEST_BASE_URL: other.url });
  const preflight = await api.post<PreflightView>(`/v1/migrations/${migrationId}/preflight`);
  const refused = [
    startRollback({ api }, migrationId),
    api.startRun(migrationId),
    api.post(`/v1/runs/${first.id}/retry`),
  ];
  const answers = await Promise.allSettled(refused);

  expect(preflight.ok).toBe(false);
  expect(preflight.checks.find(({ name }) => name === 'target_site')).toMatchObject({
    status: 'failed',
    detail: expect.stringContaining(kit.qtest.url),
    fix: expect.stringContaining('QTEST_BASE_URL'),
  });
  for (const answer of answers)
    expect(String(answer.status === 'rejected' && answer.reason)).toMatch(/409.*"other_site"/);
  expect(JSON.stringify(other.state())).toBe(before);
  expect((await rollBack(kit, migrationId)).state).toBe('completed');
});

test('a worker of another site touches nothing there and says why; one of the right site goes on', async () => {
  await using kit = await openPipeline({ data: data() });
  await using other = await openOther(kit);
  const migrationId = await kit.migrateTo(1);
  await kit.api.run(migrationId);
  const wrong = await kit.startedWith({ QTEST_BASE_URL: other.url });
  const runId = await startRollback(kit, migrationId);

  const paused = await wrong.api.waitForRun(runId, ({ state }) => state !== 'queued' && state !== 'running');
  const asked = other.stats.count();
  const finished = await kit.api.waitForRun(runId);

  expect(paused).toMatchObject({ state: 'paused', pauseReason: 'other_site' });
  expect(paused.recommendedAction).toContain(`Set QTEST_BASE_URL to ${kit.qtest.url}`);
  expect(asked).toBe(0);
  expect(finished.state).toBe('completed');
});

test('a run belongs to the sites it was started for before a worker has met one', async () => {
  await using kit = await openPipeline({ data: data() });
  await using other = await openOther(kit);
  const migrationId = await kit.migrateTo(1);
  const wrong = await kit.startedWith({ QTEST_BASE_URL: other.url });
  const runId = await kit.api.startRun(migrationId);

  const paused = await wrong.api.waitForRun(runId, ({ state }) => state !== 'queued' && state !== 'running');
  const asked = other.stats.count();
  const finished = await kit.api.waitForRun(runId);

  expect(paused).toMatchObject({ state: 'paused', pauseReason: 'other_site' });
  expect(paused.recommendedAction).toContain(`The target of this migration is ${kit.qtest.url};`);
  expect(asked).toBe(0);
  expect(finished.state).toBe('completed');
});

test('an extractor of another Zephyr reads nothing for it, be it at another address or by another token', async () => {
  await using kit = await openPipeline({ data: data() });
  await using other = await startZephyrSandbox({ data: data(), token: kit.zephyr.token });
  const migrationId = await kit.migrateTo(1);
  await kit.api.run(migrationId, { phases: ['extract'] });
  const runId = await kit.api.startRun(migrationId);
  const isHeld = ({ state }: RunView): boolean => state !== 'queued' && state !== 'running';

  const elsewhere = await kit.startedWith({ ZEPHYR_BASE_URL: other.baseUrl });
  const paused = await elsewhere.api.waitForRun(runId, isHeld);
  const [project] = kit.zephyr.data.projects;
  if (!project) throw new Error('The data has no project');
  project.id += 1;
  const ofAnother = await kit.startedWith({});
  await ofAnother.api.post(`/v1/runs/${runId}/resume`);
  const pausedAgain = await ofAnother.api.waitForRun(runId, isHeld);

  expect(paused).toMatchObject({ state: 'paused', pauseReason: 'other_site' });
  expect(other.stats.count()).toBe(0);
  expect(pausedAgain).toMatchObject({ state: 'paused', pauseReason: 'other_site' });
  expect(pausedAgain.recommendedAction).toContain(`project ${project.id}`);
});

test('another spelling of an address is the same site, and a new address is taken when it is named', async () => {
  await using kit = await openPipeline({ data: data() });
  const migrationId = await kit.migrateTo(1);
  await kit.api.run(migrationId);
  const renamed = kit.qtest.url.replace('127.0.0.1', 'localhost');

  const spelled = await kit.startedWith({ QTEST_BASE_URL: `${kit.qtest.url.replace('http', 'HTTP')}/` });
  const again = await spelled.api.run(migrationId);
  const moved = await kit.startedWith({ QTEST_BASE_URL: renamed });
  const path = `/v1/migrations/${migrationId}/sites`;
  await expect(moved.api.post(path, { target: 'http://elsewhere' })).rejects.toThrow('other_site');
  const sites = await moved.api.post(path, { target: renamed });
  const undone = await rollBack(moved, migrationId);

  expect(again.counts.test_case).toMatchObject({ verified: 4, unchanged: 4 });
  expect(sites).toMatchObject({ target: { url: renamed, projectId: '1' } });
  expect(undone.state).toBe('completed');
});
