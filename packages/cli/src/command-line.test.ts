import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { freePort, tempDir } from '@z2q/test-kit';
import { expect, test } from 'vitest';
import { runZ2q, spawnZ2q } from './test-kit/run-z2q.ts';

const COMMANDS =
  'up demo check plan migrate extract transform load validate status pause resume cancel retry rollback report mapping sandbox backup restore'.split(
    ' ',
  );

test('help names every command, examples and exit codes', async () => {
  const { code, stdout, stderr } = await runZ2q(['help']);

  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  for (const command of COMMANDS) expect(stdout).toMatch(new RegExp(`^  ${command} `, 'm'));
  expect(stdout).toContain('z2q migrate --project WEB --target 12345');
  expect(stdout).toContain('Exit codes: 0 done');
});

test.for([[], ['migrate'], ['options'], ['environment']])(
  'the README shows what help %j says',
  async (topic) => {
    const readme = readFileSync(join(import.meta.dirname, '../README.md'), 'utf8');

    const { stdout } = await runZ2q(['help', ...topic]);

    expect(readme).toContain(stdout.trimEnd());
  },
);

test.for(
  [40, 60, 80].flatMap((columns) =>
    [[], ['migrate'], ['options'], ['environment'], ['mapping', 'init']].map((topic) => ({ columns, topic })),
  ),
)('help $topic is not broken within a word on $columns columns', async ({ columns, topic }) => {
  const { stdout } = await runZ2q(['help', ...topic], { columns });

  const tooWide = stdout.split('\n').filter((line) => line.length > columns);
  // A line of one word, such as an address, cannot be broken, and a command must be copied as a whole.
  expect(tooWide.filter((line) => /\S \S/.test(line) && !line.startsWith('  z2q '))).toEqual([]);
});

test.for([
  { args: ['migrat'], says: 'Did you mean migrate?' },
  { args: ['help', 'nonsense'], says: "unknown command 'nonsense'" },
  { args: ['help', 'migrat'], says: 'Did you mean migrate?' },
  { args: ['help', 'mapping', 'innit'], says: 'Did you mean init?' },
  { args: ['up', '--loaders', 'x'], says: 'It is a whole number, 1 or more.' },
  { args: ['demo', '--data-dir', '/proc/nope'], says: 'cannot be made' },
  { args: ['demo', '--latency', '9999999999'], says: 'It is at most 2147483647.' },
  { args: ['migrate', '--projekt', 'WEB'], says: 'Did you mean --project?' },
  { args: ['migrate'], says: '--project KEY and --target ID are missing' },
  { args: ['migrate', '--project', 'WEB', '--target', 'web'], says: 'It is a number' },
  { args: ['migrate', '--project', 'WEB', '--target', '1', '--option', 'gate=maybe'], says: 'gate' },
  {
    args: ['check', '--project', 'WEB', '--target', '1', '--mapping', 'none.yaml'],
    says: 'none.yaml cannot be read',
  },
  { args: ['status', '--run', '7'], says: 'It is not an id' },
  { args: ['report', '--format', 'pdf'], says: 'Allowed choices are html, json, csv' },
])('$args is wrong usage, and the message says $says', async ({ args, says }) => {
  const { code, stdout, stderr } = await runZ2q(args);

  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toContain(says);
  expect(stderr).toContain('→');
});

test.for([
  { path: ['mapping', 'init'], shows: 'Usage: z2q mapping init' },
  { path: ['sandbox', 'qtest'], shows: 'Usage: z2q sandbox qtest' },
  { path: ['mapping'], shows: 'Usage: z2q mapping' },
])('help of $path is that of the command it leads to', async ({ path, shows }) => {
  const { code, stdout } = await runZ2q(['help', ...path]);

  expect(code).toBe(0);
  expect(stdout).toContain(shows);
});

test('--version prints the version', async () => {
  const { code, stdout } = await runZ2q(['--version']);

  expect({ code, stdout }).toEqual({ code: 0, stdout: '0.1.0\n' });
});

test('as a process of its own it prints, advises and exits as it does in this one', async () => {
  const lines = [['help', 'options'], ['migrat']];

  const [here, there] = await Promise.all(
    [runZ2q, spawnZ2q].map((run) => Promise.all(lines.map((args) => run(args)))),
  );

  expect(here?.map(({ code }) => code)).toEqual([0, 2]);
  expect(there).toEqual(here);
});

test('--json may stand before the command', async () => {
  await using dir = await tempDir();
  const control = `http://127.0.0.1:${await freePort()}`;
  const env = { ZEPHYR_TOKEN: 'token', CONTROL_URL: control, DATA_DIR: dir.path };

  const { code, stderr } = await runZ2q(['--json', 'status'], { env });

  expect(code).toBe(3);
  expect(stderr).toContain('No control API answers');
});

test('mapping without the APIs it reads is wrong usage', async () => {
  const { code, stderr } = await runZ2q(['mapping', 'init', '--project', 'WEB', '--target', '1']);

  expect(code).toBe(2);
  for (const name of ['ZEPHYR_TOKEN', 'QTEST_BASE_URL', 'QTEST_TOKEN']) expect(stderr).toContain(name);
  expect(stderr).not.toContain('started');
});

test('without a control API a command says how to start one', async () => {
  const port = await freePort();

  const { code, stdout, stderr } = await runZ2q(['status', '--json'], {
    env: { CONTROL_URL: `http://127.0.0.1:${port}` },
  });

  expect({ code, stdout }).toEqual({ code: 3, stdout: '' });
  expect(stderr).toContain('Start it with "z2q up"');
});

test('up names every fault of the environment at once and starts nothing', async () => {
  await using dir = await tempDir();

  const { code, stderr } = await runZ2q(['up'], {
    env: { DATA_DIR: dir.join('data'), QTEST_BASE_URL: 'nowhere' },
  });

  expect(code).toBe(78);
  for (const name of ['ZEPHYR_TOKEN', 'QTEST_TOKEN', 'QTEST_BASE_URL']) expect(stderr).toContain(name);
  expect(readdirSync(dir.path)).toEqual([]);
});

test.for([
  { file: 'none.db', bytes: null, says: 'none.db cannot be read: ENOENT' },
  { file: 'text.db', bytes: 'no database at all', says: 'text.db is no backup that can be restored' },
  { file: 'empty.db', bytes: '', says: 'empty.db is no backup that can be restored' },
])('restore refuses $file, says what to do, and leaves nothing behind', async ({ file, bytes, says }) => {
  await using dir = await tempDir();
  await using dataDir = await tempDir();
  if (bytes !== null) writeFileSync(dir.join(file), bytes);

  const { code, stdout, stderr } = await runZ2q(['restore', dir.join(file)], {
    env: { DATA_DIR: dataDir.path },
  });

  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toContain(says);
  expect(stderr).toContain('→ Nothing was changed.');
  expect(readdirSync(dataDir.path)).toEqual([]);
});

test('restore into what is no directory says so', async () => {
  await using dir = await tempDir();
  writeFileSync(dir.join('file'), '');

  const { code, stdout, stderr } = await runZ2q(['restore', dir.join('file')], {
    env: { DATA_DIR: dir.join('file/data') },
  });

  expect({ code, stdout }).toEqual({ code: 78, stdout: '' });
  expect(stderr).toMatch(/^The environment cannot be used:\n {2}- DATA_DIR: must be a directory/);
});

test('backup without a control API writes nothing', async () => {
  await using dir = await tempDir();
  const control = `http://127.0.0.1:${await freePort()}`;

  const { code, stdout, stderr } = await runZ2q(['backup', '-o', dir.join('backup.db')], {
    env: { CONTROL_URL: control, DATA_DIR: dir.join('data') },
  });

  expect({ code, stdout }).toEqual({ code: 3, stdout: '' });
  expect(stderr).toContain('No control API answers');
  expect(readdirSync(dir.path)).toEqual([]);
});

test.for([
  { args: ['help'], stream: 'stdout', says: '\n  npm run z2q -- up ' },
  { args: ['help', 'environment'], stream: 'stdout', says: '(needed by "npm run z2q -- up")' },
  { args: ['retry', '--all'], stream: 'stderr', says: 'See "npm run z2q -- retry --help".' },
  { args: ['migrate'], stream: 'stderr', says: '"npm run z2q -- status --all" lists them' },
] as const)('started by npm, $args advises commands that npm takes', async ({ args, stream, says }) => {
  const outcome = await runZ2q(args, { env: { Z2Q_COMMAND: 'npm run z2q --' } });

  expect(outcome[stream]).toContain(says);
  expect(outcome[stream]).not.toContain('"z2q ');
});

test.for([
  ['docker-compose run --rm z2q', 'docker-compose up -d'],
  ['docker compose run --rm z2q', 'docker compose up -d'],
  ['docker-compose --env-file a.env run --rm z2q', 'docker-compose --env-file a.env up -d'],
] as const)(
  'in a container, as %s, it advises to start the composition, and commands that run there',
  async ([command, start]) => {
    const url = `http://127.0.0.1:${await freePort()}`;
    const env = { Z2Q_COMMAND: command, CONTROL_TOKEN: 'a', CONTROL_URL: url };

    const [status, migrate] = await Promise.all(
      [['status'], ['migrate']].map((args) => runZ2q(args, { env })),
    );

    expect(status?.stderr.replaceAll(/\s+/g, ' ')).toContain(`Start it with "${start}"`);
    expect(migrate?.stderr.replaceAll(/\s+/g, ' ')).toContain(`"${command} status --all"`);
  },
);

test('a file that cannot be written is named, with why and what to do, and is no failure of a run', async () => {
  await using dir = await tempDir();
  writeFileSync(dir.join('file'), '');
  const env = { ZEPHYR_TOKEN: 'a', QTEST_TOKEN: 'b' };
  const settings = ['--qtest-url', 'https://example.qtestnet.com'];

  const { code, stderr } = await runZ2q(['init', '--dir', dir.join('file'), ...settings], { env });

  expect(code).toBe(3);
  expect(stderr).toContain(`error: ${dir.join('file')}`);
  expect(stderr).toContain('→ ');
  expect(stderr).not.toContain(' at ');
});
