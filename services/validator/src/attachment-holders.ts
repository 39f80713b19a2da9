import type { AttachmentDraft, AttachmentHolder, TargetLog } from '@z2q/contracts';
import type { TargetClient } from '@z2q/qtest';
import type { BatchContext } from '@z2q/runtime';
import { type Created, getMapped, getVersionSteps, isCreated, type Mapped } from '@z2q/store';
import { readOrMissing } from './read-or-missing.ts';

export type Holder = { readonly kind: AttachmentHolder; readonly ownerId: number };
type Owner = AttachmentDraft['owner'];

/** Where each file is to hang, by its source id; a file whose owner is not on the target has no entry. */
export async function loadHolders(
  context: BatchContext,
  target: TargetClient,
  drafts: readonly AttachmentDraft[],
): Promise<ReadonlyMap<string, Holder>> {
  const owners = await loadOwners(context, drafts);
  const steps = await getVersionSteps(
    context.store.read,
    context.migration.id,
    [...owners.testCases.values()].flatMap((testCase) => testCase.targetId ?? []),
  );
  const logs = await loadLogs(context, target, drafts, owners);
  const holders = new Map<string, Holder>();
  for (const { sourceId, owner } of drafts) {
    const created = ownerOf(owners, owner);
    if (!created) continue;
    const stepIds = steps.get(created.targetId)?.stepIds ?? [];
    const holder = toHolder(owner, created, { stepIds, log: logs.get(created.targetId) });
    if (holder) holders.set(sourceId, holder);
  }
  return holders;
}

type Owners = Readonly<Record<'testCases' | 'executions' | 'releases', ReadonlyMap<string, Mapped>>>;

async function loadOwners(
  { store, migration }: BatchContext,
  drafts: readonly AttachmentDraft[],
): Promise<Owners> {
  const idsOf = (...kinds: readonly Owner['kind'][]) =>
    drafts.filter(({ owner }) => kinds.includes(owner.kind)).map(({ owner }) => owner.sourceId);
  const { read } = store;
  return {
    testCases: await getMapped(read, migration.id, 'test_case', idsOf('test-case', 'test-step')),
    executions: await getMapped(read, migration.id, 'test_execution', idsOf('test-log', 'test-step-log')),
    releases: await getMapped(read, migration.id, 'test_plan', idsOf('release')),
  };
}

function ownerOf(
  { testCases, executions, releases }: Owners,
  { kind, sourceId }: Owner,
): Created | undefined {
  const place =
    kind === 'release' ? releases : kind === 'test-case' || kind === 'test-step' ? testCases : executions;
  const mapped = place.get(sourceId);
  return isCreated(mapped) ? mapped : undefined;
}

/** Only a log itself tells the ids of its step logs. */
async function loadLogs(
  { signal }: BatchContext,
  target: TargetClient,
  drafts: readonly AttachmentDraft[],
  { executions }: Owners,
): Promise<ReadonlyMap<number, TargetLog>> {
  const runIds = drafts
    .filter(({ owner }) => owner.kind === 'test-step-log')
    .flatMap(({ owner }) => executions.get(owner.sourceId)?.parentTargetId ?? []);
  const logs = await Promise.all(
    [...new Set(runIds)].map((runId) => readOrMissing(() => target.listTestLogs(runId, signal))),
  );
  return new Map(logs.flatMap((some) => some ?? []).map((log) => [log.id, log]));
}

type Parts = { readonly stepIds: readonly number[]; readonly log: TargetLog | undefined };

function toHolder(owner: Owner, { targetId }: Created, { stepIds, log }: Parts): Holder | undefined {
  switch (owner.kind) {
    case 'test-case':
      return { kind: 'test-cases', ownerId: targetId };
    case 'test-log':
      return { kind: 'test-logs', ownerId: targetId };
    case 'release':
      return { kind: 'releases', ownerId: targetId };
    case 'test-step': {
      const ownerId = stepIds[owner.stepIndex];
      return ownerId === undefined ? undefined : { kind: 'test-steps', ownerId };
    }
    case 'test-step-log': {
      const stepLogs = (log?.stepLogs ?? []).toSorted((a, b) => (a.order ?? 0) - (b.order ?? 0));
      const ownerId = stepLogs[owner.stepIndex]?.id ?? null;
      return ownerId === null ? undefined : { kind: 'test-step-logs', ownerId };
    }
  }
}
