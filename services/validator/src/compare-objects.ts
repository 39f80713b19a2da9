import { setImmediate } from 'node:timers/promises';
import type { Draft, EntityType } from '@z2q/contracts';
import { chunk } from '@z2q/pipeline';
import type { BatchContext } from '@z2q/runtime';
import { getDrafts, listMappedByTarget, listTakenTargets, type Mapped } from '@z2q/store';
import {
  type Compared,
  doubled,
  type Finding,
  type Findings,
  type Foreign,
  joinFindings,
  toFinding,
} from './finding.ts';

type TargetObject = { readonly id: number; readonly pid?: string | null; readonly name?: string };

/** How objects of one kind are told apart and compared. */
export type Comparison<O extends TargetObject, D extends Draft> = {
  readonly type: EntityType;
  /** How a person finds the object, where it has no pid. */
  readonly noun: string;
  /** Whether a draft is of this kind at all; the target numbers each kind apart. */
  readonly accepts?: (draft: D) => boolean;
  /** Key of the source record that the object carries. */
  readonly keyOf: (object: O) => string | null;
  readonly findByKey: (keys: readonly string[]) => Promise<ReadonlyMap<string, Mapped>>;
  /** Of the given objects, those inside an object that the migration made. */
  readonly listInside: (objects: readonly O[]) => Promise<ReadonlySet<O>>;
  readonly prepare: (drafts: readonly D[]) => Promise<(draft: D, object: O) => Compared>;
};

const OBJECTS_AT_ONCE = 500;

/** Compares objects that were read from the target with the drafts they were made from; finds doubles and foreign ones. */
export async function compareObjects<O extends TargetObject, D extends Draft>(
  context: BatchContext,
  comparison: Comparison<O, D>,
  objects: readonly O[],
): Promise<Findings> {
  const parts: Findings[] = [];
  for (const some of chunk(objects, OBJECTS_AT_ONCE)) {
    context.throwIfStopped();
    parts.push(await compareSome(context, comparison, some));
    // The store answers at once, so that without this nothing else of the process has a turn.
    await setImmediate();
  }
  return joinFindings(parts);
}

async function compareSome<O extends TargetObject, D extends Draft>(
  { store, migration }: BatchContext,
  comparison: Comparison<O, D>,
  objects: readonly O[],
): Promise<Findings> {
  const ids = objects.map((object) => object.id);
  const ours = await listMappedByTarget(store.read, migration.id, comparison.type, ids);
  const sourceIds = ours.map((mapped) => mapped.sourceId);
  const stored = await getDrafts<D>(store.read, migration.id, comparison.type, sourceIds);
  const drafts = stored.map(({ draft }) => draft).filter((draft) => comparison.accepts?.(draft) ?? true);
  const targetIds = new Map(ours.map((mapped) => [mapped.sourceId, mapped.targetId]));
  const byTarget = new Map(drafts.map((draft) => [targetIds.get(draft.sourceId), draft]));
  const compare = await comparison.prepare(drafts);
  const records = objects.flatMap((object): Finding[] => {
    const draft = byTarget.get(object.id);
    return draft ? [toFinding(draft, compare(draft, object), labelOf(comparison.noun, object))] : [];
  });
  const taken = await listTakenTargets(store.read, comparison.type, ids);
  const strangers = await sortStrangers(
    comparison,
    objects.filter((object) => !taken.has(object.id)),
  );
  return { ...strangers, records: [...records, ...strangers.records], lookedAt: objects.length };
}

/** An object that no id map names: a double where it carries the key of a record of ours, foreign where it is inside ours. */
async function sortStrangers<O extends TargetObject, D extends Draft>(
  { keyOf, findByKey, listInside, noun }: Comparison<O, D>,
  strangers: readonly O[],
): Promise<{ readonly records: readonly Finding[]; readonly foreign: readonly Foreign[] }> {
  if (strangers.length === 0) return { records: [], foreign: [] };
  const records = await findByKey(strangers.flatMap((object) => keyOf(object) ?? []));
  const inside = await listInside(strangers);
  const recordOf = (object: O): Mapped | undefined => records.get(keyOf(object) ?? '');
  return {
    records: strangers.flatMap((object) => {
      const record = recordOf(object);
      return record ? [doubled(record, labelOf(noun, object))] : [];
    }),
    foreign: strangers
      .filter((object) => recordOf(object) === undefined && inside.has(object))
      .map((object) => ({ targetId: object.id, label: labelOf(noun, object) })),
  };
}

export const labelOf = (noun: string, { id, pid }: TargetObject): string =>
  pid === null || pid === undefined ? `${noun} ${id}` : `${noun} ${pid}`;
