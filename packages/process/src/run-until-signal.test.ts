import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';

const MODULE = join(import.meta.dirname, 'run-until-signal.ts');

/** A process whose service ends by itself. */
const program = (failed: string): string => `
  import { runUntilSignal } from ${JSON.stringify(MODULE)};
  const failed = ${failed};
  setInterval(() => undefined, 1_000);
  await runUntilSignal(async () => ({ failed, [Symbol.asyncDispose]: async () => undefined }));
`;

test('a service that cannot go on ends its process with an error that says why', async () => {
  const code = program("Promise.reject(new Error('the disk has not taken it'))");
  const child = spawn(process.execPath, ['--input-type=module', '--eval', code], { stdio: 'pipe' });

  const [[exitCode], said] = await Promise.all([once(child, 'close'), text(child.stderr)]);

  expect(exitCode).toBe(1);
  expect(said).toContain('the disk has not taken it');
});
