// `npm run demo|test|z2q|bench`: makes the checkout ready, then runs the right program on its Node 24.
// What it says itself goes to stderr, so that stdout is the program's own and `--json` can be parsed.
import { spawn } from 'node:child_process';
import { delimiter, join } from 'node:path';
import { bootstrap } from './bootstrap/bootstrap.mjs';
import { node24 } from './bootstrap/node-24.mjs';
import { rootDir } from './bootstrap/root-dir.mjs';

/** Types are stripped and code is compiled once, not by each of the many processes that are started. */
const compileCache = join(rootDir, 'node_modules', '.cache', 'node');

const CLI = 'packages/cli/src/main.ts';
const startsServices = ([command]) => command === 'up' || command === 'demo';

const PROGRAMS = {
  demo: { run: [CLI, 'demo'], redis: () => true, dashboard: () => true },
  z2q: { run: [CLI], redis: startsServices, dashboard: startsServices },
  test: {
    run: ['node_modules/vitest/vitest.mjs', 'run'],
    redis: () => true,
    dashboard: () => true,
    chromium: true,
  },
  bench: { run: ['benchmarks/src/main.ts'], redis: () => true },
  chaos: { run: ['tests/chaos/main.ts'], redis: () => false },
};

const [name, ...args] = process.argv.slice(2);
const program = PROGRAMS[name];
if (program) start(program);
else {
  console.error(`Usage: node scripts/run.mjs ${Object.keys(PROGRAMS).join('|')} [arguments]`);
  process.exitCode = 2;
}

function start({ run: [script, ...given], redis, dashboard = () => false, chromium = false }) {
  const ready = bootstrap({
    say: (line) => console.error(line),
    redis: redis(args),
    dashboard: dashboard(args),
    chromium,
  });
  if (!ready) {
    process.exitCode = 3;
    return;
  }
  const binDir = join(rootDir, 'node_modules', '.bin');
  const child = spawn(node24, [join(rootDir, script), ...given, ...args], {
    stdio: 'inherit',
    env: {
      NODE_COMPILE_CACHE: compileCache,
      Z2Q_COMMAND: 'npm run z2q --',
      ...process.env,
      PATH: `${binDir}${delimiter}${process.env.PATH ?? ''}`,
    },
  });
  forwardSignals(child);
}

/** Makes this process end as the child ends. A terminal's Ctrl-C reaches the child by itself. */
function forwardSignals(child) {
  const forward = (signal) => {
    if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal);
  };
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
  for (const signal of signals) process.on(signal, forward);
  child.on('exit', (code, signal) => {
    for (const each of signals) process.off(each, forward);
    if (signal) process.kill(process.pid, signal);
    else process.exitCode = code;
  });
}
