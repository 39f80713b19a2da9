import type { Draft, EntityType } from '@z2q/contracts';
import type { BatchContext, BatchHandler } from '@z2q/runtime';
import { getFolders, listDrafts } from '@z2q/store';
import {
  isOf,
  type ObjectWrite,
  openSite,
  readOrGone,
  type Site,
  type TargetKind,
  type TargetObject,
  withoutClaimed,
} from '@z2q/target';
import type { LoaderContext } from '../context.ts';
import { commitRemoved, type Removal, type Removed, removeEach } from './remove-each.ts';
import type { RolledBackId } from './rolled-back-id.ts';

type Scope = {
  readonly context: BatchContext;
  readonly site: Site;
  readonly drafts: ReadonlyMap<string, Draft>;
};

/** How objects of one kind are taken away. */
export type Remover = (scope: Scope) => Pick<Removal, 'find' | 'refuse' | 'remove'> & {
  readonly isFor: (id: RolledBackId) => boolean;
};

/** Deletes what the migration made of a type of records, never by force: what others have put into one keeps it. */
export const createRollbackRecords =
  ({ targetOf, concurrency }: LoaderContext, type: EntityType, removers: readonly Remover[]): BatchHandler =>
  async (context) => {
    const { batch, migration, store } = context;
    const stored = await listDrafts(store.read, type, batch.ids);
    const site = await openSite(targetOf(migration.targetProjectId), context);
    const drafts = new Map(stored.map(({ draft }) => [draft.sourceId, draft]));
    const some = removers.map((remover) => remover({ context, site, drafts }));
    const removerFor = (id: RolledBackId) => {
      const found = some.find((remover) => remover.isFor(id));
      if (!found) throw new Error(`Nothing on the target is made of ${type} ${id.id}`);
      return found;
    };
    const parts: Removed[] = [];
    for (const ids of await inLevels(context, type))
      parts.push(
        await removeEach(context, concurrency, {
          type,
          ids,
          find: (mapped, id) => removerFor(id).find(mapped, id),
          refuse: (targetId, id) => removerFor(id).refuse(targetId, id),
          remove: (targetId, id) => removerFor(id).remove(targetId, id),
        }),
      );
    return {
      commit: async (tx) => {
        for (const part of parts) await commitRemoved(tx, context, type, part);
      },
    };
  };

/** Deepest folders first, since one with anything in it is not deleted; a retry names them in any order. */
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
  ({ context, site, drafts }) => {
    const { made, occupants } = kind;
    const { sourceProjectKey } = context.migration;
    const isMade = ({ mappedType }: RolledBackId): boolean => mappedType === 'container';
    return {
      isFor: (id) => {
        const draft = drafts.get(id.sourceId);
        return isMade(id) ? id.sourceId === made?.sourceId : draft !== undefined && kind.isDraft(draft);
      },
      find: async (mapped, id) => {
        const record =
          isMade(id) && made
            ? { key: made.keyOf(sourceProjectKey), name: made.toWrite(site, sourceProjectKey).name }
            : { key: kind.keyOf(mapped), name: nameOf(drafts.get(id.sourceId)) };
        const place = mapped.parentTargetId ?? kind.rootOf(site);
        const listed = (await readOrGone(() => kind.list(site, place))) ?? [];
        const ours = listed.filter((object) => isOf(site, kind.identity, object, record));
        const types = made ? [kind.type, 'container' as const] : [kind.type];
        const free = await withoutClaimed(context.store.read, types, ours);
        return free.map((object) => object.id);
      },
      refuse: async (targetId) => {
        const isOccupied = occupants && (await readOrGone(() => occupants.areIn(site, targetId)));
        return isOccupied ? `${occupants.noun} are left in it.` : undefined;
      },
      remove: (targetId) => kind.remove(site, targetId),
    };
  };

const nameOf = (draft: Draft | undefined): string => (draft && 'name' in draft ? draft.name : '');
