import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { hasLongTests } from '../kit/long-tests.ts';

const MAIN = join(import.meta.dirname, '../../benchmarks/src/main.ts');
const bench = (...args: readonly string[]) => promisify(execFile)(process.execPath, [MAIN, ...args]);

test.runIf(hasLongTests)(
  'a bench of ten cases measures the product and the yardstick on the same records',
  async () => {
    const { stdout } = await bench('--cases', '10', '--executions', '12', '--latency', '0', '--loaders', '1');

    const lines = stdout.split('\n');
    const [yardstick, product] = [
      '| yardstick, 0 ms, files: all |',
      '| z2q, 1 loader, 0 ms, files: all |',
    ].map((start) =>
      lines
        .find((line) => line.startsWith(start))
        ?.split('|')
        .map((cell) => cell.trim()),
    );
    expect(Number(product?.[2])).toBeGreaterThan(22);
    expect(product?.[2]).toBe(yardstick?.[2]);
    expect(Number(product?.[5])).toBeGreaterThan(0);
    expect(stdout).toContain('MB peak / s of processor');
    expect(stdout).toContain('POST /api/v3/projects/:projectId/test-cases');
  },
);

test('a wrong option is named, with all there are, before anything is started', async () => {
  const failure = bench('--latency', 'slow');

  await expect(failure).rejects.toMatchObject({ code: 2, stderr: expect.stringContaining('latency') });
});
