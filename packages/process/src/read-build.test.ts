import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { readBuild } from './read-build.ts';

test('a checkout tells its version and its commit', () => {
  const commit = execFileSync('git', ['rev-parse', 'HEAD'], { cwd: import.meta.dirname, encoding: 'utf8' });

  expect(readBuild()).toEqual({ version: expect.stringMatching(/^\d+\.\d+\.\d+/), commit: commit.trim() });
});
