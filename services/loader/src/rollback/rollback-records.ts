import type { Draft, EntityType } from '@z2q/contracts';
import type { BatchContext, BatchHandler } from '@z2q/runtime';
import { type DraftOf, getFolders, listDrafts, type RolledBackId } from '@z2q/store';
import {
  isOf,
  type ObjectWrite,
  openSite,
  type Place,
  readOrGone,
  type Site,
  type TargetKind,
  type TargetObject,
  withoutClaimed,
} from '@z2q/target';
import type { LoaderContext } from '../context.ts';
import { findInside } from './find-inside.ts';
import { judgeObject, type LastWritten, lastSent } from './judge-object.ts';
import { createLeaving, type Leaving } from './leaving.ts';
import { commitRemoved, type Removal, type Removed, removeEach } from './remove-each.ts';
import type { Removing } from './remove-object.ts';

type RemovalScope = {
  readonly context: BatchContext;
  readonly site: Site;
  /** Drafts as they were last written to the target. */
  readonly drafts: ReadonlyMap<string, Draft>;
  readonly leaving: Leaving;
};

/** How objects of one kind are deleted. */
export type Remover = (scope: RemovalScope) => Removing &
  Pick<Removal, 'find'> & {
    readonly isFor: (id: RolledBackId) => boolean;
  };

/** Deletes the objects that the migration created for a type of records. */
export const createRollbackRecords =
  ({ targetOf, concurrency }: LoaderContext, type: EntityType, removers: readonly Remover[]): BatchHandler =>
  async (context) => {
    const { batch, migration, store } = context;
    const stored = await listDrafts(store.read, type, batch.ids);
    const site = await openSite(targetOf(migration.targetProjectId), context);
    const drafts = lastWritten(stored);
    const leaving = createLeaving(context);
    const some = removers.map((remover) => remover({ context, site, drafts, leaving }));
    const parts: Removed[] = [];
    for (const ids of await inLevels(context, type))
      parts.push(
        await removeEach(context, concurrency, {
          type,
          ids,
          leaving,
          ...choosing(some),
        }),
      );
    return {
      commit: async (tx) => {
        for (const part of parts) await commitRemoved(tx, context, type, part);
      },
    };
  };

/** The draft of each record as it was last written: the loaded draft if the record has changed since. */
export const lastWritten = (stored: readonly DraftOf<Draft>[]): ReadonlyMap<string, Draft> =>
  new Map(stored.map(({ draft, loadedDraft }) => [draft.sourceId, loadedDraft ?? draft]));

/** Combines several removers: each object goes to the remover that knows its kind. */
export function choosing(removers: readonly ReturnType<Remover>[]): Removing & Pick<Removal, 'find'> {
  const of = (id: RolledBackId) => {
    const found = removers.find((remover) => remover.isFor(id));
    if (!found) throw new Error(`Nothing on the target is made of ${id.mappedType} ${id.id}`);
    return found;
  };
  return {
    find: (mapped, id) => of(id).find(mapped, id),
    judge: (condemned) => of(condemned.id).judge(condemned),
    findInside: (condemned) => of(condemned.id).findInside(condemned),
    isGuarded: (id) => of(id).isGuarded(id),
    remove: (condemned) => of(condemned.id).remove(condemned),
  };
}

/** Deepest folders first, since only an empty folder is deleted. A retry names folders in any order. */
async function inLevels(
  { batch, store }: BatchContext,
  type: EntityType,
): Promise<readonly (readonly string[])[]> {
  if (type !== 'folder') return [batch.ids];
  const folders = await getFolders(store.read, batch.ids);
  const levels = Map.groupBy(batch.ids, (id) => folders.get(id)?.depth ?? -1);
  return [...levels].sort(([left], [right]) => right - left).map(([, ids]) => ids);
}

export const removerOf =
  <D extends Draft, O extends TargetObject, W extends ObjectWrite>(kind: TargetKind<D, O, W>): Remover =>
  ({ context, site, drafts, leaving }) => {
    const { made, contents } = kind;
    const { sourceProjectKey } = context.migration;
    const isMade = ({ mappedType }: RolledBackId): boolean => mappedType === 'container';
    const toLastWritten = (
      { sourceId, ...id }: RolledBackId,
      place: Place,
      then: Site,
    ): LastWritten<W> | undefined => {
      if (isMade({ sourceId, ...id }))
        return made
          ? { key: made.keyOf(sourceProjectKey), sent: made.toWrite(then, sourceProjectKey) }
          : undefined;
      const draft = drafts.get(sourceId);
      if (!draft || !kind.isDraft(draft)) return undefined;
      return { key: kind.keyOf(draft), sent: lastSent(then, kind, draft, place) };
    };
    return {
      isFor: (id) => {
        const draft = drafts.get(id.sourceId);
        return isMade(id) ? id.sourceId === made?.sourceId : draft !== undefined && kind.isDraft(draft);
      },
      find: async (mapped, id) => {
        const place = mapped.parentTargetId ?? kind.rootOf(site);
        const record = toLastWritten(id, place, site.asOf(mapped.layout));
        if (!record) return [];
        const listed = (await readOrGone(() => kind.list(site, place))) ?? [];
        const ours = listed.filter((object) =>
          isOf(site, kind.identity, object, { key: record.key, name: record.sent.name }),
        );
        const types = made ? [kind.type, 'container' as const] : [kind.type];
        const free = await withoutClaimed(context.store.read, types, ours);
        return free.map((object) => object.id);
      },
      judge: async (condemned) => {
        const { id, row } = condemned;
        const then = site.asOf(row?.layout ?? null);
        const record = toLastWritten(id, row?.parentTargetId ?? kind.rootOf(site), then);
        if (!record) return { is: 'foreign', fault: 'z2q has no record of what it wrote to this object.' };
        return judgeObject({ context, site, kind }, condemned, record);
      },
      findInside: async ({ targetId }) =>
        contents ? findInside(context, leaving, () => contents(site, targetId)) : undefined,
      isGuarded: () => kind.isGuarded,
      remove: ({ targetId }) => kind.remove(site, targetId),
    };
  };
