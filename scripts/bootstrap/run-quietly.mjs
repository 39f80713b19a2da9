import { spawnSync } from 'node:child_process';

/** Runs a program to its end without a terminal; its output is only worth showing when it failed. */
export function runQuietly(command, args, options = {}) {
  const { status, stdout, stderr, error } = spawnSync(command, args, {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    maxBuffer: 64 * 1024 * 1024,
    ...options,
  });
  return {
    ok: status === 0,
    stdout: stdout ?? '',
    output: `${stdout ?? ''}${stderr ?? ''}${error?.message ?? ''}`,
  };
}

/** What npm sets in below an error: where inside npm it happened. */
const OF_NPM = /^npm (error|ERR!)(\s{2,}.*|\s*[{}]?)$/;

/** The last lines of an output, each set in, to be read by a person. */
export function lastLines(output, count = 12) {
  return output
    .trimEnd()
    .split('\n')
    .filter((line) => !OF_NPM.test(line))
    .slice(-count)
    .map((line) => `  ${line}`)
    .join('\n');
}
