import { EMPTY_MAPPING, type FieldObject, type TargetField } from '@z2q/contracts';
import { neededFields } from '@z2q/mapping';
import type { TargetClient } from '@z2q/qtest';
import type { BatchHandler } from '@z2q/runtime';
import { clearAdoptables, listFieldProfiles, saveFields, saveTargetProject } from '@z2q/store';
import { toSite } from '@z2q/target';
import { FIRST_LOOK } from './adopt/look-for-ours.ts';
import type { LoaderContext } from './context.ts';
import { type Breakdowns, ensureFields } from './ensure-fields.ts';
import { listLacking, toLayout, withoutLacking } from './keep-layout.ts';
import { makePlaces } from './make-places.ts';

const FIELD_OBJECTS: readonly FieldObject[] = ['test-cases', 'test-suites', 'test-runs', 'releases'];

/** Makes what must be on the target before the first record: fields, choices, and places for records without a folder. */
export function createPrepareTarget({ targetOf }: LoaderContext): BatchHandler {
  const breakdowns: Breakdowns = new Map();
  return async (context) => {
    const { migration, store, signal } = context;
    const target = targetOf(migration.targetProjectId);
    const project = await target.getProject(signal);
    const statuses = await target.listStatuses(signal);
    const profiles = await listFieldProfiles(store.read);
    const needed = neededFields(profiles, migration.mapping ?? EMPTY_MAPPING);
    const lacking = await listLacking(store.read);
    if (migration.options.createFields)
      await ensureFields(
        context,
        { target, breakdowns },
        withoutLacking(needed, lacking),
        await listAllFields(target, signal),
      );
    const found = await listAllFields(target, signal);
    const fields = new Map(
      [...found].map(([object, list]) => [object, toLayout(object, list, needed, lacking)] as const),
    );
    const fieldsOf = (object: FieldObject) => fields.get(object) ?? [];
    await makePlaces(context, toSite(target, context, { statuses, fieldsOf }));
    return {
      handOn: migration.options.adopt ? [FIRST_LOOK] : [],
      commit: async (tx) => {
        if (migration.options.adopt) await clearAdoptables(tx);
        await saveTargetProject(tx, { targetId: project.id, name: project.name, statuses });
        await saveFields(
          tx,
          [...fields].flatMap(([object, list]) => list.map((definition) => ({ object, definition }))),
        );
      },
    };
  };
}

async function listAllFields(
  target: TargetClient,
  signal: AbortSignal,
): Promise<ReadonlyMap<FieldObject, readonly TargetField[]>> {
  const lists = await Promise.all(
    FIELD_OBJECTS.map(async (object) => [object, await target.listFields(object, signal)] as const),
  );
  return new Map(lists);
}
