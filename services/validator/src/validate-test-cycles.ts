import type { Container, TargetCycle, TargetSuite, TestSuiteDraft } from '@z2q/contracts';
import { compareSuite, toSuiteWrite, withoutFilled } from '@z2q/mapping';
import type { TargetClient } from '@z2q/qtest';
import type { BatchContext, BatchHandler } from '@z2q/runtime';
import { type Created, countMapped, findMappedByKey, findMappedByTarget, getMapped } from '@z2q/store';
import { type Comparison, compareObjects } from './compare-objects.ts';
import type { ValidatorContext } from './context.ts';
import { createFinishUnseen } from './finish-unseen.ts';
import { CONTAINERS, listOwnFolders, loadFolderTargets } from './places.ts';
import { readOrMissing } from './read-or-missing.ts';
import { loadTargetSchema, readKeyField, type TargetSchema } from './target-schema.ts';
import { commitTree } from './validate-tree.ts';

/** All suites: those of the tree in one call, those of the root in another. */
export function createValidateTestCycles({ targetOf }: ValidatorContext): BatchHandler {
  return async (context) => {
    const target = targetOf(context.migration.targetProjectId);
    const suites = await listAllSuites(context, target);
    const comparison = compareSuites(context, await loadTargetSchema(context));
    const findings = await compareObjects(context, comparison, suites);
    return commitTree(context, 'test_cycle', findings);
  };
}

export const createFinishTestCycles = ({ targetOf }: ValidatorContext): BatchHandler =>
  createFinishUnseen('test_cycle', 'Test suite', async (context) => {
    const target = targetOf(context.migration.targetProjectId);
    const comparison = compareSuites(context, await loadTargetSchema(context));
    return async ({ targetId, parentTargetId }) => {
      const found = await readOrMissing(() => target.getSuite(targetId, context.signal));
      const parent = found?.parent ?? (await findParent(context, target, { targetId, parentTargetId }));
      return found && compareObjects(context, comparison, [{ ...found, parent }]);
    };
  });

/** A suite may not tell where it hangs; then the cycle that it was put into is asked whether it has it. */
async function findParent(
  { signal }: BatchContext,
  target: TargetClient,
  { targetId, parentTargetId }: Pick<Created, 'targetId' | 'parentTargetId'>,
): Promise<Container | null> {
  if (parentTargetId === null) return null;
  const parent: Container = { type: 'test-cycle', id: parentTargetId };
  const suites = await readOrMissing(() => target.listSuites(parent, signal));
  return suites?.some((suite) => suite.id === targetId) ? parent : null;
}

const ROOT: Container = { type: 'root', id: 0 };

async function listAllSuites(context: BatchContext, target: TargetClient): Promise<readonly TargetSuite[]> {
  const { store, migration, signal } = context;
  const suites = await listSuitesBelow(target, ROOT, signal);
  const ids = suites.map((suite) => suite.id);
  let found = 0;
  for (let start = 0; start < ids.length; start += 1_000) {
    const some = ids.slice(start, start + 1_000);
    found += (await findMappedByTarget(store.read, migration.id, 'test_cycle', some)).size;
  }
  if (found >= (await countMapped(store.read, migration.id, 'test_cycle'))) return suites;
  return [...suites, ...(await listSuitesOfReleases(target, signal))];
}

async function listSuitesBelow(
  target: TargetClient,
  parent: Container,
  signal: AbortSignal,
): Promise<readonly TargetSuite[]> {
  const cycles = await target.listCycleTree(parent, signal);
  const direct = await target.listSuites(parent, signal);
  return [...direct, ...cycles.flatMap(flatten)];
}

const flatten = (cycle: TargetCycle): readonly TargetSuite[] => [
  ...cycle.suites,
  ...cycle.children.flatMap(flatten),
];

/** The tree does not show what hangs on releases; somebody may have moved a suite of ours there. */
async function listSuitesOfReleases(
  target: TargetClient,
  signal: AbortSignal,
): Promise<readonly TargetSuite[]> {
  const suites: TargetSuite[] = [];
  for (const { id } of await target.listReleases(signal))
    suites.push(...(await listSuitesBelow(target, { type: 'release', id }, signal)));
  return suites;
}

function compareSuites(context: BatchContext, schema: TargetSchema): Comparison<TargetSuite, TestSuiteDraft> {
  const { store, migration } = context;
  const fields = schema.fieldsOf('test-suites');
  const cycleOf = (suite: TargetSuite): number | null =>
    suite.parent?.type === 'test-cycle' ? suite.parent.id : null;
  return {
    type: 'test_cycle',
    noun: 'Test suite',
    keyOf: (suite) => readKeyField(fields, suite.properties),
    findByKey: (keys) => findMappedByKey(store.read, migration.id, 'test_cycle', keys),
    listInside: async (suites) => {
      const own = await listOwnFolders(context, 'cycle-folder', suites.map(cycleOf));
      const containers = await getMapped(store.read, migration.id, 'container', [CONTAINERS.adHoc]);
      const adHoc = containers.get(CONTAINERS.adHoc)?.targetId;
      return new Set(suites.filter((suite) => own.has(cycleOf(suite) ?? 0) && suite.id !== adHoc));
    },
    prepare: async (drafts) => {
      const placeOf = await loadFolderTargets(
        context,
        'TEST_CYCLE',
        drafts.map((draft) => draft.folderSourceId),
      );
      return (draft, suite) => {
        const place = placeOf(draft.folderSourceId);
        return {
          misplaced:
            place !== undefined && place === cycleOf(suite)
              ? []
              : [{ field: 'cycle', expected: String(place ?? 'none'), actual: describe(suite.parent) }],
          altered: compareSuite(withoutFilled(toSuiteWrite(draft, { fields })), suite, fields),
        };
      };
    },
  };
}

const describe = (parent: Container | null): string =>
  parent === null ? 'unknown' : parent.type === 'root' ? 'the root' : `${parent.type} ${parent.id}`;
