import type { FieldObject, TargetField, TargetStatus } from '@z2q/contracts';
import { type NeededField, neededFields } from '@z2q/mapping';
import type { TargetClient } from '@z2q/qtest';
import type { BatchContext } from '@z2q/runtime';
import { listFieldProfiles } from '@z2q/store';
import { type Lacking, listLacking } from './keep-layout.ts';

const FIELD_OBJECTS: readonly FieldObject[] = ['test-cases', 'test-suites', 'test-runs', 'releases'];

export type FieldsByObject = ReadonlyMap<FieldObject, readonly TargetField[]>;

export async function listFieldsOf(
  target: TargetClient,
  objects: readonly FieldObject[],
  signal: AbortSignal,
): Promise<FieldsByObject> {
  const lists = await Promise.all(
    objects.map(async (object) => [object, await target.listFields(object, signal)] as const),
  );
  return new Map(lists);
}

/** What the target has, what the records need, and what the records already loaded were created without. */
export type Offer = {
  readonly statuses: readonly TargetStatus[];
  readonly fields: FieldsByObject;
  readonly needed: readonly NeededField[];
  readonly lacking: readonly Lacking[];
};

export async function readOffer(
  { migration, store, signal }: BatchContext,
  target: TargetClient,
): Promise<Offer> {
  const [statuses, fields] = await Promise.all([
    target.listStatuses(signal),
    listFieldsOf(target, FIELD_OBJECTS, signal),
  ]);
  return {
    statuses,
    fields,
    needed: neededFields(await listFieldProfiles(store.read), migration.mapping),
    lacking: await listLacking(store.read),
  };
}
