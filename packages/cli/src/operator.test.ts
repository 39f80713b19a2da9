import { once } from 'node:events';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { RunView as RunSchema, type RunView } from '@z2q/contracts';
import { generateZephyrData, startQtestSandbox, startZephyrSandbox } from '@z2q/sandbox';
import { freePort, tempDir, waitFor } from '@z2q/test-kit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Outcome, runZ2q, spawnZ2q, startZ2q } from './test-kit/run-z2q.ts';

/** One `z2q up` between stand-ins of both APIs. */
const open = new AsyncDisposableStack();
const WEB = ['--project', 'WEB', '--target', '1'];
let z2q: (...args: readonly string[]) => Promise<Outcome>;
/** Runs a command in the folder of `z2q up`, for files named relative to it. */
let z2qInFolder: typeof z2q;
/** Runs a command with another data directory than that of `z2q up`. */
let z2qElsewhere: typeof z2q;
let backupFile: string;
let stopUp: () => Promise<number | null>;
let qtest: Awaited<ReturnType<typeof startQtestSandbox>>;
let untouched: string;
let makeMigration: (projectKey: string) => Promise<void>;
let workers: readonly { readonly service: string }[];
let session: Session;

/** Time for a dozen commands, some of which migrate a project. */
const SESSION_MS = 300_000;

const stateOf = (): string => JSON.stringify(qtest.state());
const readRun = ({ stdout }: Outcome): RunView => RunSchema.parse(JSON.parse(stdout));

beforeAll(async () => {
  const dir = open.use(await tempDir());
  const data = generateZephyrData({
    projectKey: 'WEB',
    cases: 13,
    cycles: 6,
    executions: 15,
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
  z2q = (...args) => runZ2q(args, { env });
  z2qInFolder = (...args) => spawnZ2q(args, { cwd: dir.path, env });
  z2qElsewhere = (...args) => runZ2q(args, { env: { ...env, DATA_DIR: dir.join('elsewhere') } });
  backupFile = dir.join('kept/backup.db');
  const up = startZ2q(['up', '--loaders', '2', '--json'], { cwd: dir.path, env });
  const exited = once(up, 'exit');
  stopUp = async () => {
    up.kill('SIGTERM');
    const [code] = await exited;
    return code;
  };
  open.defer(async () => void (await stopUp()));
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
  session = await runSession();
}, SESSION_MS);

afterAll(() => open.disposeAsync());

type Session = Awaited<ReturnType<typeof runSession>>;

/** Commands of an operator, one after another, because each continues from the one before. */
async function runSession() {
  const checked = await z2q('check', ...WEB);
  const unknown = await z2q('check', '--project', 'NONE', '--target', '1');
  const statusOfUnknown = await z2q('status', '--project', 'NONE');
  const statusOfAll = await z2q('status', '--all');
  const planned = await z2q('plan', ...WEB, '--option', 'batchSize=10', '--json');
  const whenPlanned = stateOf();
  const uncertified = await z2q('certificate', ...WEB, '--json');
  qtest.refusals.replace([
    { objectType: 'test-cases', nameContains: 'Fifty steps', message: 'Not today.', status: 400 },
  ]);
  const migrated = await z2q('migrate', ...WEB);
  qtest.refusals.replace([]);
  const retried = await z2q('retry', ...WEB, '--json');
  const whenRetried = stateOf();
  const again = await z2q('migrate', ...WEB, '--json');
  const whenAgain = stateOf();
  const changed = await z2q('migrate', ...WEB, '--option', 'targetModule=11');
  for (let typo = 0; typo < 60; typo += 1) await makeMigration(`TYPO${typo}`);
  const status = await z2q('status', '--json');
  const report = await z2qInFolder('report', '-o', 'out/report.html');
  const page = readFileSync(report.stderr.replace('Written to ', '').trim(), 'utf8');
  const certified = await z2qInFolder('certificate', ...WEB, '-o', 'certificate.html');
  const certificate = readFileSync(certified.stderr.replace('Written to ', '').trim(), 'utf8');
  const mapping = await z2qInFolder('mapping', 'init', ...WEB);
  const mappingChecked = await z2qInFolder('mapping', 'check', ...WEB, '--json');
  const backedUp = await z2q('backup', '-o', backupFile);
  const backedUpAgain = await z2q('backup', '-o', backupFile);
  const restoredOver = await z2q('restore', backupFile);
  const restoredUnder = await z2q('restore', backupFile, '--force');
  const rolledBack = await z2q('rollback', ...WEB, '--json');
  await waitFor(() => stateOf() === untouched, { what: 'the target to be as before' });
  const stopped = await stopUp();
  const afterwards = await z2q('status');
  const restored = await z2qElsewhere('restore', backupFile, '--json');
  const replaced = await z2q('restore', backupFile, '--force');
  return {
    ...{
      checked,
      unknown,
      statusOfUnknown,
      statusOfAll,
      planned,
      whenPlanned,
      migrated,
      retried,
      whenRetried,
    },
    ...{ again, whenAgain, changed, status, report, page, mapping, mappingChecked, rolledBack },
    ...{ uncertified, certified, certificate },
    ...{ backedUp, backedUpAgain, restoredOver, restoredUnder },
    ...{ stopped, afterwards, restored, replaced },
  };
}

describe('an operator', () => {
  test('finds all services up, with as many loaders as asked for', () => {
    const services = workers.map(({ service }) => service).toSorted();

    expect(services).toEqual(['extractor', 'loader', 'loader', 'transformer', 'validator']);
  });

  test('checks that all is in order', () => {
    const { code, stdout } = session.checked;

    expect(stdout).toContain('Ready to migrate.');
    expect(code).toBe(0);
  });

  test('is told of an unknown project with exit code 1', () => {
    const { code, stdout } = session.unknown;

    expect(code).toBe(1);
    expect(stdout).toContain('✗');
  });

  test('leaves nothing of a check that failed, since a key may be mistyped', () => {
    const { statusOfUnknown, statusOfAll } = session;

    expect(statusOfUnknown.code).toBe(2);
    expect(statusOfUnknown.stderr).toContain('No migration from NONE has been run yet.');
    expect(statusOfAll.stdout).toContain('WEB → qTest 1');
    expect(statusOfAll.stdout).not.toContain('NONE');
  });

  test('plans, and nothing is written', () => {
    const { planned, whenPlanned } = session;

    expect(planned.code).toBe(0);
    expect(readRun(planned)).toMatchObject({ state: 'completed', phases: ['extract', 'transform'] });
    expect(whenPlanned).toBe(untouched);
  });

  test('migrates, and what qTest refuses makes the exit code 1', () => {
    const { code, stdout } = session.migrated;

    expect(code).toBe(1);
    expect(stdout).toContain('Full report: z2q report --run');
  });

  test('retries just what failed once the cause is gone', () => {
    const { code, stdout } = session.retried;

    expect(JSON.parse(stdout).requeued).toBeGreaterThan(0);
    expect(code).toBe(0);
  });

  test('migrates again with the same migration, and nothing is doubled', () => {
    expect(readRun(session.again).state).toBe('completed');
    expect(session.whenAgain).toBe(session.whenRetried);
  });

  test('may not change where things are in a migration that has written', () => {
    const { code, stderr } = session.changed;

    expect(code).toBe(3);
    expect(stderr).toContain('targetModule');
    expect(stderr).toContain('z2q rollback');
  });

  test('finds a run behind any number of migrations that were only checked', () => {
    expect(readRun(session.status).state).toBe('completed');
  });

  test('writes the report', () => {
    expect(session.report.code).toBe(0);
    expect(session.page).toContain('<!doctype html>');
  });

  test('gets a certificate once all is verified, and is told before what is missing', () => {
    const { uncertified, certified, certificate } = session;

    expect(uncertified.code).toBe(1);
    expect(JSON.parse(uncertified.stdout)).toMatchObject({
      certified: false,
      gaps: [{ code: 'never_validated' }],
    });
    expect(certified).toMatchObject({ code: 0, stdout: expect.stringMatching(/^✓ Certified\./) });
    expect(certificate).toContain('<div>Signature</div>');
  });

  test('gets a mapping proposed that then passes its own check', () => {
    const { checks } = JSON.parse(session.mappingChecked.stdout);

    expect(session.mapping.stdout).toContain('Written to mapping.yaml');
    expect(checks).not.toEqual([]);
    expect(checks.filter(({ status }: { status: string }) => status === 'failed')).toEqual([]);
    expect(checks.every(({ detail }: { detail: string }) => / \([\d,]+ records?\)$/.test(detail))).toBe(true);
  });

  test('makes a backup while all runs, for its owner alone, and overwrites none', () => {
    const { backedUp, backedUpAgain } = session;

    expect(backedUp).toMatchObject({ code: 0, stderr: '' });
    expect(backedUp.stdout).toContain(`Written to ${backupFile}`);
    expect(statSync(backupFile).mode & 0o777).toBe(0o600);
    expect(backedUpAgain).toMatchObject({ code: 2, stdout: '' });
    expect(backedUpAgain.stderr).toContain(`${backupFile} is there already.`);
  });

  test('may not restore over the database, and not even by force while all runs', () => {
    const { restoredOver, restoredUnder } = session;

    expect(restoredOver).toMatchObject({ code: 3, stdout: '' });
    expect(restoredOver.stderr).toMatch(/z2q\.db is there already\.\n→ .*--force/);
    expect(restoredUnder).toMatchObject({ code: 3, stdout: '' });
    expect(restoredUnder.stderr).toMatch(/Processes have .*z2q\.db open.*\n→ End "z2q up"/);
  });

  test('restores elsewhere as it is, and here by force, and is told where what was there is', () => {
    const { restored, replaced } = session;
    const { database, setAside } = JSON.parse(restored.stdout);

    expect(restored).toMatchObject({ code: 0, stderr: '' });
    expect({ isThere: existsSync(database), setAside }).toEqual({ isThere: true, setAside: null });
    expect(replaced).toMatchObject({ code: 0, stderr: '' });
    expect(replaced.stdout).toMatch(/^Restored to .*\nWhat was there is kept as .*before-restore/);
  });

  test('rolls back, and the target is as it was', () => {
    expect(readRun(session.rolledBack)).toMatchObject({ state: 'completed', kind: 'rollback' });
    expect(stateOf()).toBe(untouched);
  });

  test('stops all with one signal', () => {
    expect(session.stopped).toBe(0);
    expect(session.afterwards.code).toBe(3);
    expect(session.afterwards.stderr).toContain('No control API answers');
  });
});
