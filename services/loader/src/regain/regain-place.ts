import type { Draft } from '@z2q/contracts';
import type { BatchContext } from '@z2q/runtime';
import { type Creation, findLookFirst, findMapped } from '@z2q/store';
import {
  type ObjectWrite,
  type Place,
  readOrGone,
  type Site,
  type TargetKind,
  type TargetObject,
} from '@z2q/target';
import { regain } from './regain.ts';

/** Regains the place that was made for records without a folder. */
export async function regainPlace<D extends Draft, O extends TargetObject, W extends ObjectWrite>(
  context: BatchContext,
  site: Site,
  kind: TargetKind<D, O, W>,
  made: {
    readonly sourceId: string;
    readonly place: Place;
    readonly find: () => Promise<readonly Creation[]>;
  },
): Promise<void> {
  const { read } = context.store;
  if ((await findLookFirst(read)) === null) return;
  const before = await findMapped(read, 'container', made.sourceId);
  const isGone = async (id: number) => (await readOrGone(() => kind.read(site, id, []))) === undefined;
  const { place, find } = made;
  await regain(context, 'container', [
    { before, place, choice: 'only', find, isGone: ({ targetId }) => isGone(targetId) },
  ]);
}
