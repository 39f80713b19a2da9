import type { FieldObject } from '@z2q/contracts';
import type { BatchHandler } from '@z2q/runtime';
import { clearAdoptables, findLookFirst, saveFields, saveLayout, saveTargetProject } from '@z2q/store';
import { toSite } from '@z2q/target';
import { FIRST_LOOK } from './adopt/look-for-ours.ts';
import type { LoaderContext } from './context.ts';
import { type Breakdowns, ensureFields } from './ensure-fields.ts';
import { toLayout, withoutLacking } from './keep-layout.ts';
import { makePlaces } from './make-places.ts';
import { listFieldsOf, readOffer } from './read-offer.ts';

/** Creates what must be on the target before the first record: fields, choices, and places for records without a folder. */
export function createPrepareTarget({ targetOf }: LoaderContext): BatchHandler {
  const breakdowns: Breakdowns = new Map();
  return async (context) => {
    const { migration, signal } = context;
    const target = targetOf(migration.targetProjectId);
    const [project, offer] = await Promise.all([target.getProject(signal), readOffer(context, target)]);
    const { statuses, needed, lacking } = offer;
    const changed = migration.options.createFields
      ? await ensureFields(context, { target, breakdowns }, withoutLacking(needed, lacking), offer.fields)
      : [];
    const found = await listFieldsOf(target, [...changed], signal);
    const fields = new Map(
      [...offer.fields, ...found].map(
        ([object, list]) => [object, toLayout(object, list, needed, lacking)] as const,
      ),
    );
    const stored = [...fields].flatMap(([object, list]) =>
      list.map((definition) => ({ object, definition })),
    );
    const fieldsOf = (object: FieldObject) => fields.get(object) ?? [];
    const isLooked = migration.options.adopt || (await findLookFirst(context.store.read)) !== null;
    // Stored before the first object is created, because an object is noted with the newest layout.
    await context.store.write(async (tx) => {
      await context.confirmLease(tx);
      await saveLayout(tx, { statuses, fields: stored });
    });
    await makePlaces(context, toSite(target, context, { statuses, fieldsOf }));
    return {
      handOn: isLooked ? [FIRST_LOOK] : [],
      commit: async (tx) => {
        if (isLooked) await clearAdoptables(tx);
        await saveTargetProject(tx, { targetId: project.id, name: project.name, statuses });
        await saveFields(tx, stored);
      },
    };
  };
}
