import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { PassThrough } from 'node:stream';
import type { ProjectsView } from '@z2q/contracts';
import { waitFor } from '@z2q/test-kit';
import { expect, test } from 'vitest';
import { createControlClient } from '../api/api-client.ts';
import { runZ2q } from '../test-kit/run-z2q.ts';
import { chooseProjects } from './choose-projects.ts';

const SEEN: ProjectsView = {
  source: [
    { key: 'WEB', name: 'WEB', enabled: true, projectId: 12, testCases: 5068 },
    { key: 'LEGACY', name: 'LEGACY', enabled: false, projectId: null },
  ],
  target: [
    { id: 7, name: 'Payments' },
    { id: 12, name: 'Web' },
  ],
};

async function openApi() {
  const server = createServer((_, answer) => {
    answer.setHeader('content-type', 'application/json');
    answer.end(JSON.stringify(SEEN));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, [Symbol.dispose]: () => void server.close() };
}

/** Chooses projects at a terminal where the questions are answered one after another. */
async function choose(url: string, answers: readonly string[], flags: { project?: string } = {}) {
  const stdin = Object.assign(new PassThrough(), { isTTY: true });
  const stderr = Object.assign(new PassThrough(), { isTTY: true });
  let shown = '';
  stderr.on('data', (chunk) => {
    shown += String(chunk);
  });
  const cli = {
    ...{ command: 'z2q', env: {}, stdin, stdout: new PassThrough(), stderr },
    onSignal: () => ({ [Symbol.dispose]: () => undefined }),
  };
  const chosen = chooseProjects(cli, createControlClient({ url, token: 'x', tokenFile: '' }), flags);
  const settled = chosen.catch((error: unknown) => error);
  for (const [at, answer] of answers.entries()) {
    const questions = () => shown.match(/\? (\[\d+\] )?/g)?.length ?? 0;
    await waitFor(() => questions() > at, { what: `question ${at + 1}` });
    stdin.write(`${answer}\n`);
  }
  return { chosen: await settled, shown };
}

test('without projects, both sites are shown and asked about; the target of the name is taken by Enter', async () => {
  using api = await openApi();

  const { chosen, shown } = await choose(api.url, ['web', '']);

  expect(chosen).toMatchObject({ project: 'WEB', target: 12 });
  expect(shown).toContain('WEB     5,068 test cases, → qTest 12 "Web"');
  expect(shown).toContain('LEGACY  Zephyr is switched off in it');
  expect(shown).toMatch(/7\s+Payments/);
});

test('what is typed must be one of the projects that were shown', async () => {
  using api = await openApi();

  const { chosen } = await choose(api.url, ['99'], { project: 'WEB' });
  const { chosen: other } = await choose(api.url, ['7'], { project: 'WEB' });

  expect(chosen).toMatchObject({ exitCode: 2, message: 'There is no qTest project 99.' });
  expect(other).toMatchObject({ project: 'WEB', target: 7 });
});

test('where nobody can be asked, the projects are listed and the exit code says wrong usage', async () => {
  using api = await openApi();

  const { code, stderr } = await runZ2q(['migrate'], {
    env: { CONTROL_URL: api.url, CONTROL_TOKEN: 'x' },
  });

  expect(code).toBe(2);
  expect(stderr).toContain('--project KEY and --target ID are missing');
  expect(stderr).toContain('WEB     5,068 test cases');
  expect(stderr).toMatch(/12 {2}Web/);
});
