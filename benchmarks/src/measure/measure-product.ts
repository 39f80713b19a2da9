import type { AttachmentChoice, Phase, RunView } from '@z2q/contracts';
import { type Stack, startStack, waitFor } from '@z2q/test-kit';
import { openStandIns, type StandIns } from '../stand-ins/open-stand-ins.ts';
import type { Cell, Conditions } from './cell.ts';
import { countRequests, countTooMany, type RequestCounts, subtractCounts } from './count-requests.ts';
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
  const { attachments, latencyMs, rps, loaders } = cell;
  await using standIns = await openStandIns({ ...conditions, latencyMs, rps });
  await using stack = await startStack({
    zephyr: { baseUrl: standIns.source.url, token: standIns.source.token },
    qtest: standIns.target,
    loaders,
    env: { LOG_LEVEL: 'warn', ZEPHYR_MAX_RPS: `${rps}`, QTEST_MAX_RPS: `${rps}` },
  });
  await waitForWorkers(stack);
  const bench = { stack, standIns, limitMs: conditions.limitMs };
  const ids = await createMigrations(bench, attachments);
  if (conditions.loadAlone) await runAll(bench, ids, ['extract', 'transform']);
  await using watch = await watchUsage([...stack.processes, ...standIns.processes]);
  const tooManyBefore = await countTooMany(standIns);
  const migration = await runAll(
    bench,
    ids,
    conditions.loadAlone ? ['load'] : ['extract', 'transform', 'load'],
  );
  const usage = await watch.usage();
  const redis = await readRedis(stack.redis.url);
  return {
    ...migration,
    tooMany: (await countTooMany(standIns)) - tooManyBefore,
    depth: standIns.depth,
    usage: [...usage, redis.usage],
    validation: conditions.validate ? await validate(bench, ids) : null,
  };
}

async function createMigrations({ stack: { api }, standIns }: Bench, attachments: AttachmentChoice) {
  const ids: string[] = [];
  for (const { projectKey, projectId } of standIns.pairs)
    ids.push(await api.createMigration(projectKey, projectId, { attachments }));
  return ids;
}

/** These phases of one migration after another. */
async function runAll({ stack, standIns, limitMs }: Bench, ids: readonly string[], phases: readonly Phase[]) {
  const before = await countRequests(standIns);
  const runs: RunView[] = [];
  for (const id of ids) runs.push(await followRun(stack.api, id, { phases, limitMs }));
  return { ...summarizeRuns(runs), requests: difference(await countRequests(standIns), before) };
}

/** Reads everything back. */
async function validate(bench: Bench, ids: readonly string[]): Promise<Validation> {
  const { state, wallMs, requests } = await runAll(bench, ids, ['validate']);
  return { state, wallMs, requests };
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
