import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const MODULE = join(import.meta.dirname, 'limit-heap.ts');

/** Runs code in a process of its own, whose heap can be limited. @returns what it writes. */
async function runAlone(code: string): Promise<unknown> {
  const program = `
    import { getHeapSpaceStatistics } from 'node:v8';
    import { limitHeap, restoreYoungSpace } from ${JSON.stringify(MODULE)};
    const youngMb = () => getHeapSpaceStatistics().find((one) => one.space_name === 'new_space').space_size / 2 ** 20;
    // What V8 does by itself in a process that has been idle for a while.
    const shrink = () => gc({ type: 'major', execution: 'sync', flavor: 'last-resort' });
    ${code}`;
  const args = ['--expose-gc', '--input-type=module', '--eval', program];
  return JSON.parse((await promisify(execFile)(process.execPath, args)).stdout);
}

test('the space for new objects that V8 took from an idle process is given back when it has work', async () => {
  const sizes = await runAlone(`
    const sizes = [];
    limitHeap(); sizes.push(youngMb());
    shrink(); sizes.push(youngMb());
    restoreYoungSpace(); sizes.push(youngMb());
    console.log(JSON.stringify(sizes));`);

  expect(sizes).toEqual([8, 1, 8]);
});

test('a process whose heap was not limited keeps its own size', async () => {
  const sizes = await runAlone(`
    shrink();
    const before = youngMb();
    restoreYoungSpace();
    console.log(JSON.stringify([before, youngMb()]));`);

  expect(sizes).toEqual([1, 1]);
});
