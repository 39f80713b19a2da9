import type { EntityType, FailureCode, RecordFailure } from '@z2q/contracts';
import type { BatchContext } from '@z2q/runtime';
import {
  addToCheck,
  forgetTakenOut,
  getExpected,
  type InRun,
  markConflicts,
  markRecords,
  noteReadBack,
  releaseAccounts,
  saveReadHashes,
  storeFailures,
  unmarkRecords,
  type Writer,
} from '@z2q/store';
import type { Finding, Findings, Foreign } from './finding.ts';

/**
 * Stores findings. A fault replaces an earlier good finding, and a good finding never replaces a fault, so the order of
 * pages does not matter. Records that failed earlier or were skipped are not judged.
 */
export async function commitFindings(
  tx: InRun<Writer>,
  context: BatchContext,
  type: EntityType,
  { records, foreign, lookedAt }: Findings,
): Promise<void> {
  const ids = records.map((record) => record.sourceId);
  const expected = await getExpected(tx, type, ids);
  const judged = records.filter((record) => expected.has(record.sourceId));
  const failures = judged.flatMap(toFailures);
  const failed = new Set(failures.map((failure) => failure.sourceId));
  const right = judged.filter((record) => !failed.has(record.sourceId));
  const good = right.map((record) => record.sourceId);
  await forgetTakenOut(
    tx,
    type,
    judged.flatMap(({ stays, ...named }) => (stays === undefined ? [] : [{ ...named, stays }])),
  );
  await markRecords(tx, type, 'verified', good);
  await saveReadHashes(tx, type, right.flatMap(toReadHash));
  await unmarkRecords(tx, type, 'verified', [...failed]);
  await releaseAccounts(tx, type, good);
  await noteReadBack(tx, type, good, true);
  await noteReadBack(tx, type, [...failed], false);
  const edited = failures.filter(({ code }) => EDITED.has(code)).map(({ sourceId }) => sourceId);
  await markConflicts(tx, type, edited);
  const rest = { phase: 'validate', entityType: type, now: context.now().toISOString() } as const;
  await storeFailures(tx, { ...rest, failures: [...failures, ...foreign.map(toForeignFailure)] });
  await addToCheck(tx, {
    entityType: type,
    name: 'foreign',
    checked: lookedAt,
    wrong: foreign.length,
  });
}

const EDITED: ReadonlySet<FailureCode> = new Set(['altered_on_target', 'misplaced_on_target']);

const toReadHash = ({ sourceId, readHash }: Finding) =>
  readHash === undefined ? [] : [{ sourceId, readHash }];

const toFailures = ({ sourceId, sourceKey, fault }: Finding): readonly RecordFailure[] =>
  fault === null ? [] : [{ sourceId, sourceKey, ...fault }];

export const foreignId = ({ targetId }: Foreign): string => `target/${targetId}`;

/** Listed among the failures, but counts for no source record. */
const toForeignFailure = (foreign: Foreign): RecordFailure => ({
  sourceId: foreignId(foreign),
  sourceKey: null,
  code: 'foreign_on_target',
  message: `${foreign.label} is inside an object that the migration made, and the migration did not make it.`,
});
