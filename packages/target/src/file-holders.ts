import type { AttachmentDraft, AttachmentHolder, EntityType, TargetLog } from '@z2q/contracts';
import {
  type Created,
  getMapped,
  getStepLogs,
  type InMigration,
  isCreated,
  type Mapped,
  type Reader,
  type RunStore,
  type StepLogs,
  saveStepLogs,
} from '@z2q/store';
import type { FileHolder } from './kinds/file.ts';
import { TEST_LOG } from './kinds/test-log.ts';
import { readOrGone } from './read-or-gone.ts';
import type { Site } from './site.ts';
import { loadStepIds, versionOf } from './step-ids.ts';

type Owner = AttachmentDraft['owner'];

/**
 * For each kind of owner: the type of its record (for a step, of the record it belongs to), and the kind of object that
 * holds its files on the target.
 */
const OWNERS = {
  'test-case': { type: 'test_case', holder: 'test-cases' },
  'test-step': { type: 'test_case', holder: 'test-steps' },
  'test-log': { type: 'test_execution', holder: 'test-logs' },
  'test-step-log': { type: 'test_execution', holder: 'test-step-logs' },
  release: { type: 'test_plan', holder: 'releases' },
} as const satisfies Record<Owner['kind'], { readonly type: EntityType; readonly holder: AttachmentHolder }>;

/** The object that should hold a file, or what is missing on the target. */
export type FoundHolder = FileHolder | { readonly missing: 'owner' | 'step' };

/** Finds the target object that should hold each of the given files. */
export async function loadFileHolders(
  store: RunStore,
  site: Site,
  drafts: readonly AttachmentDraft[],
): Promise<(draft: AttachmentDraft) => FoundHolder> {
  const owners = await loadOwners(store.read, drafts);
  const stepped = drafts
    .filter(({ owner }) => owner.kind === 'test-step')
    .flatMap(({ owner }) => owners(owner) ?? []);
  const stepIds = await loadStepIds(store, site, stepped.flatMap(versionOf));
  const stepLogged = drafts.filter(({ owner }) => owner.kind === 'test-step-log');
  const stepLogIds = await loadStepLogIds(
    store,
    site,
    stepLogged.flatMap(({ owner }) => owners(owner) ?? []),
  );
  const partOf = (owner: Owner, { targetId }: Created): number | null | undefined => {
    if (owner.kind === 'test-step') return stepIds.get(targetId)?.[owner.stepIndex];
    return owner.kind === 'test-step-log' ? stepLogIds.get(targetId)?.[owner.stepIndex] : targetId;
  };
  return ({ owner }) => {
    const created = owners(owner);
    if (!created) return { missing: 'owner' };
    const ownerId = partOf(owner, created) ?? null;
    return ownerId === null ? { missing: 'step' } : { kind: OWNERS[owner.kind].holder, ownerId };
  };
}

async function loadOwners(
  db: InMigration<Reader>,
  drafts: readonly AttachmentDraft[],
): Promise<(owner: Owner) => Created | undefined> {
  const byType = new Map<EntityType, ReadonlyMap<string, Mapped>>();
  for (const [type, some] of Map.groupBy(drafts, ({ owner }) => OWNERS[owner.kind].type)) {
    const ids = some.map(({ owner }) => owner.sourceId);
    byType.set(type, await getMapped(db, type, ids));
  }
  return ({ kind, sourceId }) => {
    const mapped = byType.get(OWNERS[kind].type)?.get(sourceId);
    return isCreated(mapped) ? mapped : undefined;
  };
}

/**
 * Only the listing of a run returns the step log ids of its logs. They are stored, since the files of a run's logs may
 * be in many batches.
 */
async function loadStepLogIds(
  store: RunStore,
  site: Site,
  executions: readonly Created[],
): Promise<ReadonlyMap<number, readonly (number | null)[]>> {
  const known = await getStepLogs(
    store.read,
    executions.map(({ targetId }) => targetId),
  );
  const unknown = executions.filter(({ targetId }) => !known.has(targetId));
  const runIds = new Set(unknown.flatMap(({ parentTargetId }) => parentTargetId ?? []));
  const lists = await Promise.all([...runIds].map((runId) => readOrGone(() => TEST_LOG.list(site, runId))));
  const told = lists.flatMap((logs) => logs ?? []).map(toStepLogs);
  const kept = told.filter((log) => log.stepLogIds.length > 0);
  if (kept.length > 0) await store.write((tx) => saveStepLogs(tx, kept));
  return new Map([...known, ...told.map(({ logId, stepLogIds }) => [logId, stepLogIds] as const)]);
}

const toStepLogs = ({ id, stepLogs }: TargetLog): StepLogs => ({
  logId: id,
  stepLogIds: (stepLogs ?? [])
    .toSorted((left, right) => (left.order ?? 0) - (right.order ?? 0))
    .map((stepLog) => stepLog.id),
});
