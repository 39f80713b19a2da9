import type { BatchContext } from '@z2q/runtime';
import { listStaged, type StagedRecord } from '@z2q/store';
import { UnreadableRecordError } from '@z2q/zephyr';
import { z } from 'zod';

const Named = z.looseObject({ name: z.string() });

/** Looks up names of the cycles of a plan, or the plans of a cycle, as shown to a person: `WEB-P1 Spring release`. */
export async function loadLinkedNames(
  { store }: BatchContext,
  type: 'test_plan' | 'test_cycle',
  staged: readonly StagedRecord[],
  linksOf: (raw: unknown) => readonly string[],
): Promise<(id: string) => string | undefined> {
  const ids = new Set(staged.flatMap(({ raw }) => readableLinks(raw, linksOf)));
  const linked = await listStaged(store.read, type, [...ids]);
  const names = new Map(linked.map((record) => [record.sourceId, nameOf(record)]));
  return (id) => names.get(id);
}

/** A record that cannot be read has no links here; transform reports it. */
function readableLinks(raw: unknown, linksOf: (raw: unknown) => readonly string[]): readonly string[] {
  try {
    return linksOf(raw);
  } catch (error) {
    if (error instanceof UnreadableRecordError) return [];
    throw error;
  }
}

const nameOf = ({ raw, sourceKey }: StagedRecord): string =>
  `${sourceKey} ${Named.safeParse(raw).data?.name ?? ''}`.trim();
