import type { ExecutionDraft } from '@z2q/contracts';
import type { TargetClient } from '@z2q/qtest';
import type { BatchContext, BatchHandler } from '@z2q/runtime';
import { findMappedByKey, getDrafts, getMapped, isCreated, type Mapped } from '@z2q/store';
import { AD_HOC_SUITE } from './containers.ts';
import type { LoaderContext } from './context.ts';
import { loadEach } from './load-each.ts';
import { loadExecution } from './load-execution.ts';
import { loadStepsOf } from './steps-of.ts';
import { loadTargetSchema, type TargetSchema } from './target-schema.ts';

/** What the executions of a batch need to know of the target. */
export type ExecutionScope = {
  readonly context: BatchContext;
  readonly target: TargetClient;
  readonly schema: TargetSchema;
  readonly runs: ReadonlyMap<string, Mapped>;
  readonly logs: ReadonlyMap<string, Mapped>;
  readonly testCases: ReadonlyMap<string, Mapped>;
  readonly suites: ReadonlyMap<string, Mapped>;
  readonly steps: ReadonlyMap<number, readonly number[]>;
};

/** Executions become logs of test runs. Those that share a run are loaded one after another, oldest first. */
export function createLoadExecutions({ targetOf, concurrency }: LoaderContext): BatchHandler {
  return async (context) => {
    const { batch, migration, store } = context;
    const drafts = await getDrafts<ExecutionDraft>(store.read, migration.id, 'test_execution', batch.ids);
    const target = targetOf(migration.targetProjectId);
    const testCases = await findMappedByKey(
      store.read,
      migration.id,
      'test_case',
      drafts.map(({ draft }) => draft.testCaseKey),
    );
    const scope: ExecutionScope = {
      context,
      target,
      schema: await loadTargetSchema(context),
      runs: await getMapped(
        store.read,
        migration.id,
        'test_run',
        drafts.map(({ draft }) => draft.runKey),
      ),
      logs: await getMapped(store.read, migration.id, 'test_execution', batch.ids),
      testCases,
      suites: await loadSuites(
        context,
        drafts.flatMap(({ draft }) => draft.cycleSourceId ?? []),
      ),
      steps: await loadStepsOf(context, target, [...testCases.values()].flatMap(toVersion)),
    };
    const groups = [...Map.groupBy(drafts, ({ draft }) => draft.runKey).values()].map(oldestFirst);
    return loadEach(context, concurrency, 'test_execution', groups, (stored) => loadExecution(scope, stored));
  };
}

async function loadSuites(
  { migration, store }: BatchContext,
  cycleIds: readonly string[],
): Promise<ReadonlyMap<string, Mapped>> {
  const cycles = await getMapped(store.read, migration.id, 'test_cycle', cycleIds);
  const containers = await getMapped(store.read, migration.id, 'container', [AD_HOC_SUITE]);
  return new Map([...cycles, ...containers]);
}

const toVersion = (mapped: Mapped) =>
  isCreated(mapped) && mapped.versionId !== null
    ? [{ testCaseId: mapped.targetId, versionId: mapped.versionId }]
    : [];

/** The target may take the last log it is sent for the run's state. An execution not yet run has no log and goes first. */
const oldestFirst = <Item extends { readonly draft: ExecutionDraft }>(
  group: readonly Item[],
): readonly Item[] =>
  group.toSorted((left, right) => (left.draft.log?.end ?? '').localeCompare(right.draft.log?.end ?? ''));
