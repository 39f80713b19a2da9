import { chmod, mkdir, stat, writeFile } from 'node:fs/promises';
import { type TempDir, tempDir } from '@z2q/test-kit';
import { expect, test } from 'vitest';
import { closeToOthers } from './close-to-others.ts';

type Line = { readonly level: 'info' | 'warn'; readonly paths: unknown };

function aLog() {
  const lines: Line[] = [];
  const write = (level: Line['level']) => (what: unknown) =>
    void lines.push({
      level,
      paths: typeof what === 'object' && what && 'paths' in what ? what.paths : what,
    });
  return { lines, log: { info: write('info'), warn: write('warn') } };
}

const FILES = ['z2q.db', 'z2q.db-wal', 'z2q.db-shm', 'attachments/ab/abcd', 'reports/run.html'];

/** A data directory with the modes that a process with the usual umask gives. */
async function openDataDir(dir: TempDir): Promise<string> {
  const dataDir = dir.join('data');
  for (const inside of ['attachments/ab', 'reports'])
    await mkdir(dir.join('data', inside), { recursive: true });
  for (const file of FILES) await writeFile(dir.join('data', file), 'x');
  for (const path of ['', ...FILES, 'attachments', 'attachments/ab', 'reports']) {
    await chmod(dir.join('data', path), FILES.includes(path) ? 0o644 : 0o755);
  }
  return dataDir;
}

const modeOf = async (path: string): Promise<number> => (await stat(path)).mode & 0o777;

test('a data directory that others may look into is closed to them, and that is told once', async () => {
  await using dir = await tempDir();
  const dataDir = await openDataDir(dir);
  const { log, lines } = aLog();

  await closeToOthers(dataDir, log);
  await closeToOthers(dataDir, log);

  for (const file of FILES) expect([file, await modeOf(dir.join('data', file))]).toEqual([file, 0o600]);
  for (const path of ['', 'attachments', 'attachments/ab', 'reports']) {
    expect([path, await modeOf(dir.join('data', path))]).toEqual([path, 0o700]);
  }
  expect(lines).toHaveLength(1);
  expect(lines[0]).toMatchObject({ level: 'info', paths: expect.arrayContaining([dataDir]) });
});

test('a directory that holds what is not ours stays as open as it is; what is ours in it does not', async () => {
  await using dir = await tempDir();
  const dataDir = await openDataDir(dir);
  await writeFile(dir.join('data', 'notes.txt'), 'x', { mode: 0o644 });

  await closeToOthers(dataDir, aLog().log);

  expect(await modeOf(dataDir)).toBe(0o755);
  expect(await modeOf(dir.join('data', 'notes.txt'))).toBe(0o644);
  expect(await modeOf(dir.join('data', 'z2q.db'))).toBe(0o600);
});

test('one that is not there yet is made for its owner alone', async () => {
  await using dir = await tempDir();
  const { log, lines } = aLog();

  await closeToOthers(dir.join('new', 'data'), log);

  expect(await modeOf(dir.join('new', 'data'))).toBe(0o700);
  expect(lines).toEqual([]);
});
