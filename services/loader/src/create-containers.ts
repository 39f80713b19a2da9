import type { TargetField } from '@z2q/contracts';
import { fillRequired, findField, readStamp, stampOf, ZEPHYR_KEY_FIELD } from '@z2q/mapping';
import type { TargetClient } from '@z2q/qtest';
import type { BatchContext } from '@z2q/runtime';
import { type Creation, getMapped, hasUnfiled } from '@z2q/store';
import {
  AD_HOC_NAME,
  AD_HOC_SUITE,
  adHocKey,
  executionRoot,
  ROOT_CYCLE,
  ROOT_MODULE,
  unfiledStamp,
} from './containers.ts';
import { createOnce } from './create-once.ts';
import { isOf } from './target-schema.ts';

type Place = { readonly find: () => Promise<readonly Creation[]>; readonly create: () => Promise<Creation> };
type Node = { readonly id: number; readonly pid: string | null };

/** Makes places for records that have none in the source, where there are such records. */
export async function createContainers(
  context: BatchContext,
  target: TargetClient,
  suiteFields: readonly TargetField[],
): Promise<void> {
  const { migration, store } = context;
  if (await hasUnfiled(store.read, migration.id, 'test_case'))
    await make(context, ROOT_MODULE, moduleForUnfiled(context, target));
  if (await hasUnfiled(store.read, migration.id, 'test_cycle'))
    await make(context, ROOT_CYCLE, cycleForUnfiled(context, target));
  if (await hasUnfiled(store.read, migration.id, 'test_execution'))
    await make(context, AD_HOC_SUITE, adHocSuite(context, target, suiteFields));
}

async function make(context: BatchContext, sourceId: string, place: Place): Promise<void> {
  const mapped = await getMapped(context.store.read, context.migration.id, 'container', [sourceId]);
  await createOnce(context, {
    ...place,
    entityType: 'container',
    sourceId,
    sourceKey: context.migration.sourceProjectKey,
    parentTargetId: null,
    mapped: mapped.get(sourceId),
  });
}

function moduleForUnfiled({ migration }: BatchContext, target: TargetClient): Place {
  const name = migration.sourceProjectKey;
  const parentId = migration.options.targetModule;
  const stamp = unfiledStamp(name, 'module');
  return {
    find: async () =>
      (await target.listModules(parentId))
        .filter((module) => readStamp(module.description) === stamp)
        .map(toCreation),
    create: async () =>
      toCreation(
        await target.createModule({
          name,
          description: `Test cases of ${name} without a folder. ${stampOf(stamp)}`,
          parentId,
        }),
      ),
  };
}

function cycleForUnfiled(context: BatchContext, target: TargetClient): Place {
  const name = context.migration.sourceProjectKey;
  const parent = executionRoot(context);
  const stamp = unfiledStamp(name, 'cycle-folder');
  return {
    find: async () =>
      (await target.listCycleTree(parent))
        .filter((cycle) => readStamp(cycle.description) === stamp)
        .map(toCreation),
    create: async () =>
      toCreation(
        await target.createCycle({
          name,
          description: `Test cycles of ${name} without a folder. ${stampOf(stamp)}`,
          parent,
        }),
      ),
  };
}

/** Suites have no description to stamp, so its key is in the field for it, like that of any other suite. */
function adHocSuite(context: BatchContext, target: TargetClient, fields: readonly TargetField[]): Place {
  const name = AD_HOC_NAME;
  const key = adHocKey(context.migration.sourceProjectKey);
  const parent = executionRoot(context);
  const keyField = findField(ZEPHYR_KEY_FIELD, fields);
  const keyValue = keyField ? [{ field_id: keyField.id, field_value: key }] : [];
  const { properties } = fillRequired('test-suites', keyValue, fields);
  return {
    find: async () =>
      (await target.listSuites(parent)).filter((suite) => isOf(fields, suite, { key, name })).map(toCreation),
    create: async () => toCreation(await target.createSuite({ name, properties, parent })),
  };
}

const toCreation = ({ id, pid }: Node): Creation => ({ targetId: id, targetPid: pid });
