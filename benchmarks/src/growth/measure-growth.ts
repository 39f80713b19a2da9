import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { RunView } from '@z2q/contracts';
import { type ControlClient, freePort, startStack } from '@z2q/test-kit';
import { followRun } from '../measure/follow-run.ts';
import { type ProcessUsage, readUsage } from '../measure/process-usage.ts';
import { readRedis } from '../measure/redis-usage.ts';
import { summarizeRuns } from '../measure/summarize-runs.ts';
import { watchUsage } from '../measure/watch-usage.ts';
import { openStandIns, type StandIns } from '../stand-ins/open-stand-ins.ts';
import type { GrowthSample } from './growth-sample.ts';
import { isHalfLoaded, type Replacement, replaceLoader } from './replace-loader.ts';
import { watchLoops } from './watch-loops.ts';

/** As in a project that has been worked with for years. */
const EXECUTIONS_A_CASE = 4;
const MOST_CASES = 10_000;

/**
 * Extracts, transforms and loads so many made-up executions through one worker of each kind, and kills the loader once.
 * @throws {OverLimitError} when a phase takes longer than the limit.
 */
export async function measureGrowth(executions: number, limitMs: number): Promise<GrowthSample> {
  const cases = Math.min(MOST_CASES, Math.ceil(executions / EXECUTIONS_A_CASE));
  await using standIns = await openStandIns({
    data: { kind: 'generated', cases, executions },
    projects: null,
    latencyMs: 0,
    rps: 0,
  });
  const ports = { extractor: await freePort(), transformer: await freePort(), loader: await freePort() };
  await using stack = await startStack({
    zephyr: { baseUrl: standIns.source.url, token: standIns.source.token },
    qtest: standIns.target,
    healthPorts: ports,
    env: { LOG_LEVEL: 'warn' },
  });
  const workers = Object.entries(ports).map(([name, port]) => [name, toUrl(port)] as const);
  await using loops = watchLoops(
    { 'control-api': stack.url, ...Object.fromEntries(workers) },
    stack.controlToken,
  );
  await using watch = await watchUsage(stack.processes);
  const answersMs: number[] = [];
  const onView = async (_run: RunView, answeredMs: number): Promise<void> => void answersMs.push(answeredMs);
  const migrationId = await createMigration(stack.api, standIns);
  const prepared = await followRun(stack.api, migrationId, {
    phases: ['extract', 'transform'],
    limitMs,
    onView,
  });
  const all = summarizeRuns([prepared]);
  const replaced: Replacement[] = [];
  const loaded = await followRun(stack.api, migrationId, {
    phases: ['load'],
    limitMs,
    onView: async (run, answeredMs) => {
      await onView(run, answeredMs);
      if (replaced.length === 0 && isHalfLoaded(run, all.records))
        replaced.push(await replaceLoader(stack, standIns, { HEALTH_PORT: `${ports.loader}` }));
    },
  });
  const { state, records, wallMs } = summarizeRuns([loaded]);
  return {
    executions,
    state,
    records,
    preparedMs: all.wallMs,
    loadedMs: wallMs,
    usage: [...(await watch.usage()), ...(await usageOf(replaced)), (await readRedis(stack.redis.url)).usage],
    databaseBytes: await sizeOf(join(stack.dataDir, 'z2q.db')),
    logBytes: await sizeOf(join(stack.dataDir, 'z2q.db-wal')),
    answersMs,
    loopDelayMs: loops.worst(),
    resumedMs: replaced[0]?.resumedMs ?? null,
  };
}

async function createMigration(api: ControlClient, { pairs }: StandIns): Promise<string> {
  const [pair] = pairs;
  if (!pair) throw new Error('The stand-ins have no project');
  return api.createMigration(pair.projectKey, pair.projectId, { attachments: 'none' });
}

const toUrl = (port: number): string => `http://127.0.0.1:${port}`;

const usageOf = (replaced: readonly Replacement[]): Promise<readonly ProcessUsage[]> =>
  Promise.all(replaced.map(({ loader }) => readUsage(loader)));

const sizeOf = async (path: string): Promise<number> => (await stat(path)).size;
