import { AnswerClass, CheckName, REPORTED_ITEMS } from '@z2q/contracts';
import { readBuild } from '@z2q/process';
import type { ReportInput } from '@z2q/report';
import {
  type Check,
  groupFailures,
  groupSkipped,
  type InRun,
  inRun,
  listChecks,
  listRequestCounts,
  listRunsOf,
  listStages,
  pageFailures,
  type Reader,
  type RequestCount,
  type Run,
  sumLedger,
} from '@z2q/store';
import type { ControlContext } from '../context.ts';
import { toRates } from '../forecast/to-rates.ts';
import { loadMigration } from '../runs/load-migration.ts';
import { readSites } from '../runs/read-sites.ts';
import { toRunView } from '../runs/to-run-view.ts';
import { countByCode } from './count-by-code.ts';
import { readEffort } from './read-effort.ts';
import { readPlan } from './read-plan.ts';
import { sumBy } from './sum-by.ts';
import { toAnswerClass } from './to-answer-class.ts';
import { toPhaseTimes } from './to-phase-times.ts';
import { withLinks } from './with-links.ts';

/** Gathers the data of a report: grouped rows and the first failures, so the size does not grow with the run. */
export async function readReportInput(context: ControlContext, run: Run): Promise<ReportInput> {
  const db = inRun(context.store.read, run);
  const migration = await loadMigration(db, run.migrationId);
  const view = await toRunView(db, run, context.now());
  const grouped = await groupFailures(db);
  return {
    tool: { name: 'z2q', ...readBuild() },
    generatedAt: context.now().toISOString(),
    migration: { id: migration.id, name: migration.name, ...(await readSites(context, migration)) },
    run: view,
    rolledBackAt: await findRollbackAfter(context.store.read, run),
    pausedSeconds: toPausedSeconds(run, context.now()),
    phaseTimes: toPhaseTimes(await listStages(db, run.id)),
    ...(await readEffort(db, context.config.dataDir, run, context.now())),
    requests: toRequests(await listRequestCounts(db, run.id)),
    failures: countByCode(grouped),
    phaseFailures: grouped,
    failureItems: await withLinks(
      db,
      { config: context.config, migration },
      await pageFailures(db, {}, REPORTED_ITEMS, null),
    ),
    skips: await readSkips(db),
    ledger: await sumLedger(db),
    checks: toChecks(await listChecks(db)),
    plan: await readPlan(db, view, migration.options, toRates(context.config)),
  };
}

async function findRollbackAfter(db: Reader, { migrationId, kind, createdAt }: Run): Promise<string | null> {
  if (kind === 'rollback') return null;
  const rollback = (await listRunsOf(db, migrationId)).findLast(
    (other) => other.kind === 'rollback' && !other.isDryRun && other.createdAt > createdAt,
  );
  return rollback?.startedAt ?? null;
}

const toPausedSeconds = ({ pausedMs, pausedAt }: Run, now: Date): number =>
  (pausedMs + (pausedAt === null ? 0 : Math.max(0, now.getTime() - pausedAt))) / 1_000;

const readSkips = async (db: InRun<Reader>): Promise<ReportInput['skips']> =>
  (await groupSkipped(db)).map(({ exampleKey, ...group }) => ({
    ...group,
    examples: exampleKey === null ? [] : [exampleKey],
  }));

function toRequests(counts: readonly RequestCount[]): ReportInput['requests'] {
  const toAnswer = (count: RequestCount) => toAnswerClass(count.outcome);
  return (['source', 'target'] as const).flatMap((side) => {
    const sums = sumBy(
      counts.filter((count) => count.side === side),
      toAnswer,
      ({ count }) => count,
    );
    return AnswerClass.options.flatMap((answer) => {
      const count = sums.get(answer) ?? 0;
      return count === 0 ? [] : [{ side, answer, count }];
    });
  });
}

/** Sums over all entity types. */
function toChecks(checks: readonly Check[]): ReportInput['checks'] {
  return CheckName.options.flatMap((name) => {
    const rows = checks.filter((check) => check.name === name);
    if (rows.length === 0) return [];
    const sum = (column: 'checked' | 'wrong') => rows.reduce((total, row) => total + row[column], 0);
    return [{ name, checked: sum('checked'), wrong: sum('wrong') }];
  });
}
