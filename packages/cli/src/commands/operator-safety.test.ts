import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  EMPTY_MAPPING,
  hashOfMapping,
  MigrationOptions,
  type MigrationView,
  newMigrationId,
} from '@z2q/contracts';
import { expect, test } from 'vitest';
import { aRunView } from '../test-kit/a-run-view.ts';
import { runZ2q } from '../test-kit/run-z2q.ts';

const aMigration = (projectKey: string, runs: MigrationView['runs']): MigrationView => ({
  id: newMigrationId(),
  name: projectKey,
  source: { projectKey },
  target: { projectId: 1 },
  mapping: EMPTY_MAPPING,
  mappingHash: hashOfMapping(EMPTY_MAPPING),
  options: MigrationOptions.parse({}),
  createdAt: '2026-01-05T10:00:00.000Z',
  runs,
});

/** Answers like a control API with these migrations. Its preflight always fails. */
function answerTo(method: string, url: string, migrations: MigrationView[]): unknown {
  if (url.endsWith('/preflight')) return { ok: false, checks: [] };
  const [, , kind, id] = url.split('/');
  if (method === 'POST' && kind === 'runs') return { id };
  if (method === 'POST' && url === '/v1/migrations') migrations.push(aMigration('TYPO', []));
  if (method === 'POST') return { id: migrations.at(-1)?.id };
  return migrations.find((each) => url.includes(each.id)) ?? { items: migrations, nextCursor: null };
}

async function openApi(migrations: MigrationView[]) {
  const asked: string[] = [];
  const server = createServer(({ method = '', url = '' }, answer) => {
    asked.push(`${method} ${url.split('?', 1)[0]}`);
    answer.setHeader('content-type', 'application/json');
    if (method === 'DELETE') answer.writeHead(204).end();
    else answer.end(JSON.stringify(answerTo(method, url, migrations)));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const env = { CONTROL_URL: `http://127.0.0.1:${port}`, CONTROL_TOKEN: 'x' };
  return {
    asked,
    z2q: (...args: readonly string[]) => runZ2q(args, { env }),
    [Symbol.dispose]: () => void server.close(),
  };
}

test('cancel ends nothing while several runs are not over, and names each with its flag', async () => {
  const [web, app] = [aRunView({ state: 'running' }), aRunView({ state: 'paused' })];
  using api = await openApi([aMigration('WEB', [web]), aMigration('APP', [app])]);

  const { code, stderr } = await api.z2q('cancel');

  expect(code).toBe(2);
  expect(stderr).toContain(`--run ${web.id}`);
  expect(stderr).toContain(`--run ${app.id}`);
  expect(api.asked.filter((call) => call.startsWith('POST'))).toEqual([]);
});

test.for(['cancel', 'pause', 'resume'])(
  '%s is about the one run that is not over, also behind a newer one that is',
  async (act) => {
    const [old, over] = [aRunView({ state: 'running' }), aRunView({ state: 'completed' })];
    using api = await openApi([aMigration('WEB', [old]), aMigration('APP', [over])]);

    await api.z2q(act);

    expect(api.asked).toContain(`POST /v1/runs/${old.id}/${act}`);
  },
);

test('status tells of the one run that is not over, however many migrations have something on the target', async () => {
  const [over, under] = [aRunView({ state: 'completed' }), aRunView({ state: 'running' })];
  using api = await openApi([aMigration('WEB', [over]), aMigration('APP', [under])]);

  const { stdout } = await api.z2q('status');

  expect(stdout).toContain(`run ${under.id}`);
});

test('a check that fails leaves no migration behind that was made for it', async () => {
  const migrations: MigrationView[] = [];
  using api = await openApi(migrations);

  const { code } = await api.z2q('check', '--project', 'TYPO', '--target', '1');

  expect(code).toBe(1);
  expect(api.asked).toContain(`DELETE /v1/migrations/${migrations[0]?.id}`);
});

test('a migration that was there before a check stays', async () => {
  using api = await openApi([aMigration('WEB', [])]);

  await api.z2q('check', '--project', 'WEB', '--target', '1');

  expect(api.asked.filter((call) => call.startsWith('DELETE'))).toEqual([]);
});

test('an option given to plan changes the migration that is there, and makes none of the same name', async () => {
  const present = aMigration('WEB', [aRunView({ state: 'completed', phases: ['extract', 'transform'] })]);
  using api = await openApi([present]);

  await api.z2q('plan', '--project', 'WEB', '--target', '1', '--option', 'approve=false', '--detach');

  expect(api.asked).toContain(`PATCH /v1/migrations/${present.id}`);
  expect(api.asked).not.toContain('POST /v1/migrations');
});

test.for(['bash', 'zsh', 'fish'])(
  'completion for %s knows commands, those below them and their options',
  async (shell) => {
    const { code, stdout } = await runZ2q(['completion', shell]);

    expect(code).toBe(0);
    for (const word of ['rollback', 'forget', 'dry-run', 'init']) expect(stdout).toContain(word);
  },
);

test('bash completes what was begun', async () => {
  const { stdout } = await runZ2q(['completion', 'bash']);
  const ask = (line: string) => {
    const words = line.split(' ');
    const script = `${stdout}\nCOMP_WORDS=(${words.map((word) => `'${word}'`).join(' ')}); COMP_CWORD=${words.length - 1}; _z2q; echo "\${COMPREPLY[@]}"`;
    return execFileSync('bash', ['-c', script], { encoding: 'utf8' }).trim();
  };

  expect(ask('z2q roll')).toBe('rollback');
  expect(ask('z2q mapping in')).toBe('init');
  expect(ask('z2q rollback --dry')).toBe('--dry-run');
});
