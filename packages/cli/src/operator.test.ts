import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { RunView as RunSchema, type RunView } from '@z2q/contracts';
import { generateZephyrData, startQtestSandbox, startZephyrSandbox } from '@z2q/sandbox';
import { freePort, tempDir, waitFor } from '@z2q/test-kit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Outcome, runZ2q, startZ2q } from './test-kit/run-z2q.ts';

/** One `z2q up` between both stand-ins; the tests are what an operator types, one after another. */
const open = new AsyncDisposableStack();
const WEB = ['--project', 'WEB', '--target', '1'];
let z2q: (...args: readonly string[]) => Promise<Outcome>;
let qtest: Awaited<ReturnType<typeof startQtestSandbox>>;
let untouched: string;
let makeMigration: (projectKey: string) => Promise<void>;
let workers: readonly { readonly service: string }[];

const stateOf = (): string => JSON.stringify(qtest.state());
const readRun = ({ stdout }: Outcome): RunView => RunSchema.parse(JSON.parse(stdout));

beforeAll(async () => {
  const dir = open.use(await tempDir());
  const data = generateZephyrData({
    projectKey: 'WEB',
    cases: 23,
    cycles: 6,
    executions: 24,
    plans: 0,
    attachments: 0,
  });
  for (const project of data.projects) {
    project.folders = project.folders.filter(({ folderType }) => folderType !== 'TEST_PLAN');
  }
  const zephyr = open.use(await startZephyrSandbox({ data }));
  qtest = open.use(await startQtestSandbox());
  untouched = stateOf();
  const env = {
    ZEPHYR_BASE_URL: zephyr.baseUrl,
    ZEPHYR_TOKEN: zephyr.token,
    ZEPHYR_MAX_RPS: '0',
    QTEST_BASE_URL: qtest.url,
    QTEST_TOKEN: qtest.token,
    QTEST_MAX_RPS: '0',
    DATA_DIR: dir.join('data'),
    CONTROL_PORT: String(await freePort()),
    REDIS_URL: '',
  };
  z2q = (...args) => runZ2q(args, { cwd: dir.path, env });
  const up = startZ2q(['up', '--loaders', '2', '--json'], { cwd: dir.path, env });
  open.defer(async () => {
    up.kill('SIGTERM');
    await once(up, 'exit');
  });
  const [line] = await once(up.stdout, 'data');
  makeMigration = async (projectKey) => {
    const token = readFileSync(dir.join('data/control-token'), 'utf8').trim();
    await fetch(`http://127.0.0.1:${env.CONTROL_PORT}/v1/migrations`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ source: { projectKey }, target: { projectId: 1 } }),
    });
  };
  workers = JSON.parse(String(line)).items;
});

afterAll(() => open.disposeAsync());

describe('an operator', () => {
  test('finds all services up, with as many loaders as asked for', () => {
    const services = workers.map(({ service }) => service).toSorted();

    expect(services).toEqual(['extractor', 'loader', 'loader', 'transformer', 'validator']);
  });

  test('checks that all is in order', async () => {
    const { code, stdout } = await z2q('check', ...WEB);

    expect(stdout).toContain('Ready to migrate.');
    expect(code).toBe(0);
  });

  test('is told of an unknown project with exit code 1', async () => {
    const { code, stdout } = await z2q('check', '--project', 'NONE', '--target', '1');

    expect(code).toBe(1);
    expect(stdout).toContain('✗');
  });

  test('sees what was only checked in the list of all, and nowhere else', async () => {
    const one = await z2q('status', '--project', 'NONE');
    const all = await z2q('status', '--all');

    expect(one.code).toBe(2);
    expect(one.stderr).toContain('No migration from NONE has been run yet.');
    expect(all.stdout).toContain('NONE → qTest 1');
  });

  test('plans, and nothing is written', async () => {
    const planned = await z2q('plan', ...WEB, '--option', 'batchSize=10', '--json');

    expect(planned.code).toBe(0);
    expect(readRun(planned)).toMatchObject({ state: 'completed', phases: ['extract', 'transform'] });
    expect(stateOf()).toBe(untouched);
  });

  test('migrates, and what qTest refuses makes the exit code 1', async () => {
    qtest.refusals.replace([
      { objectType: 'test-logs', nameContains: '', message: 'Not today.', status: 400 },
    ]);

    const { code, stdout } = await z2q('migrate', ...WEB);

    expect(code).toBe(1);
    expect(stdout).toContain('Full report: z2q report --run');
  });

  test('retries just what failed once the cause is gone', async () => {
    qtest.refusals.replace([]);

    const { code, stdout } = await z2q('retry', ...WEB, '--json');

    expect(JSON.parse(stdout).requeued).toBeGreaterThan(0);
    expect(code).toBe(0);
  });

  test('migrates again with the same migration, and nothing is doubled', async () => {
    const before = stateOf();

    const again = await z2q('migrate', ...WEB, '--json');

    expect(readRun(again).state).toBe('completed');
    expect(stateOf()).toBe(before);
  });

  test('may not change options of a migration that has written', async () => {
    const { code, stderr } = await z2q('migrate', ...WEB, '--option', 'batchSize=11');

    expect(code).toBe(2);
    expect(stderr).toContain('option batchSize');
    expect(stderr).toContain('z2q rollback --migration');
  });

  test('finds a run behind any number of migrations that were only checked', async () => {
    for (let typo = 0; typo < 60; typo += 1) await makeMigration(`TYPO${typo}`);

    const status = await z2q('status', '--json');

    expect(readRun(status).state).toBe('completed');
  });

  test('reads the status and writes the report', async () => {
    const status = await z2q('status', '--json');
    const report = await z2q('report', '-o', 'out/report.html');

    expect(readRun(status).state).toBe('completed');
    expect(report.code).toBe(0);
    expect(readFileSync(report.stderr.replace('Written to ', '').trim(), 'utf8')).toContain(
      '<!doctype html>',
    );
  });

  test('gets a mapping proposed that then passes its own check', async () => {
    const written = await z2q('mapping', 'init', ...WEB);
    const checked = await z2q('mapping', 'check', ...WEB, '--json');

    expect(written.stdout).toContain('Written to mapping.yaml');
    expect(JSON.parse(checked.stdout).checks).not.toEqual([]);
    expect(
      JSON.parse(checked.stdout).checks.filter(({ status }: { status: string }) => status === 'failed'),
    ).toEqual([]);
  });

  test('rolls back, and the target is as it was', async () => {
    const rolledBack = await z2q('rollback', ...WEB, '--json');

    expect(readRun(rolledBack)).toMatchObject({ state: 'completed', kind: 'rollback' });
    await waitFor(() => stateOf() === untouched, { what: 'the target to be as before' });
  });
});
