import type { RunView } from '@z2q/contracts';
import { type Stack, startStack, waitFor } from '@z2q/test-kit';
import { openStandIns, type StandIns } from '../stand-ins/open-stand-ins.ts';
import type { Cell, Conditions } from './cell.ts';
import { countRequests, type RequestCounts, subtractCounts } from './count-requests.ts';
import { followRun } from './follow-run.ts';
import { readRedis } from './redis-usage.ts';
import type { Sample, Validation } from './sample.ts';
import { summarizeRuns } from './summarize-runs.ts';
import { watchUsage } from './watch-usage.ts';

type Bench = {
  readonly stack: Stack;
  readonly standIns: StandIns;
  readonly limitMs: number;
};

/** Migrates with fresh stand-ins, services, database and Redis. Their start is not part of the time. */
export async function measureProduct(cell: Cell, conditions: Conditions): Promise<Sample> {
  const { attachments, latencyMs, loaders } = cell;
  await using standIns = await openStandIns({ ...conditions, latencyMs });
  await using stack = await startStack({
    zephyr: { baseUrl: standIns.source.url, token: standIns.source.token },
    qtest: standIns.target,
    loaders,
    env: { LOG_LEVEL: 'warn' },
  });
  await waitForWorkers(stack);
  await using watch = await watchUsage([...stack.processes, ...standIns.processes]);
  const bench = { stack, standIns, limitMs: conditions.limitMs };
  const { ids, ...migration } = await migrate(bench, attachments);
  const usage = await watch.usage();
  const redis = await readRedis(stack.redis.url);
  return {
    ...migration,
    usage: [...usage, redis.usage],
    validation: conditions.validate ? await validate(bench, ids) : null,
  };
}

/** One migration after another, without validation. */
async function migrate({ stack: { api }, standIns, limitMs }: Bench, attachments: boolean) {
  const before = await countRequests(standIns);
  const ids: string[] = [];
  const runs: RunView[] = [];
  for (const { projectKey, projectId } of standIns.pairs) {
    const id = await api.createMigration(projectKey, projectId, {
      attachments: attachments ? 'all' : 'none',
    });
    ids.push(id);
    runs.push(await followRun(api, id, { phases: ['extract', 'transform', 'load'], limitMs }));
  }
  return { ids, ...summarizeRuns(runs), requests: difference(await countRequests(standIns), before) };
}

/** Reads everything back. */
async function validate({ stack, standIns, limitMs }: Bench, ids: readonly string[]): Promise<Validation> {
  const before = await countRequests(standIns);
  const runs: RunView[] = [];
  for (const id of ids) runs.push(await followRun(stack.api, id, { phases: ['validate'], limitMs }));
  const { state, wallMs } = summarizeRuns(runs);
  return { state, wallMs, requests: difference(await countRequests(standIns), before) };
}

/** Workers register once they take work; the control API is none. */
const waitForWorkers = ({ api, processes }: Stack): Promise<boolean> =>
  waitFor(
    async () => {
      const { items } = await api.get<{ readonly items: readonly unknown[] }>('/v1/workers');
      return items.length >= processes.length - 1;
    },
    { what: 'all workers', timeoutMs: 60_000 },
  );

const difference = (after: RequestCounts, before: RequestCounts): RequestCounts => ({
  source: subtractCounts(after.source, before.source),
  target: subtractCounts(after.target, before.target),
});
