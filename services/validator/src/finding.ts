import type { FailureCode, StayingValue } from '@z2q/contracts';
import type { Difference } from '@z2q/mapping';
import { explainUnforeseen, isUnforeseen } from '@z2q/runtime';
import { hashRead } from './hash-read.ts';

/** How an object on the target differs from what it should be: in its place, or in its content. */
export type Compared = { readonly misplaced: readonly Difference[]; readonly altered: readonly Difference[] };

type Named = { readonly sourceId: string; readonly sourceKey: string | null };
/** What was found about one source record. `fault` null: its object is as it should be. */
export type Finding = Named & {
  readonly fault: { readonly code: FailureCode; readonly message: string } | null;
  /**
   * Values that are still in fields of the object and should be removed by hand; set only if some were
   * removed.
   */
  readonly stays?: readonly StayingValue[];
  /** Hash of the object as it was read back; set only if it is as it should be. */
  readonly readHash?: string;
};

/** A foreign object inside one that the migration created. */
export type Foreign = { readonly targetId: number; readonly label: string };

export type Findings = {
  readonly records: readonly Finding[];
  readonly foreign: readonly Foreign[];
  /** How many objects were checked for being foreign. */
  readonly lookedAt: number;
};

export const NO_FINDINGS: Findings = { records: [], foreign: [], lookedAt: 0 };

export const joinFindings = (parts: readonly Findings[]): Findings => ({
  records: parts.flatMap((part) => part.records),
  foreign: parts.flatMap((part) => part.foreign),
  lookedAt: parts.reduce((sum, part) => sum + part.lookedAt, 0),
});

/** Leaves out differences found in a listing: they must be confirmed by reading the object itself. */
export const onlySure = (findings: Findings): Findings => ({
  ...findings,
  records: findings.records.filter(
    ({ fault }) => fault?.code !== 'altered_on_target' && fault?.code !== 'misplaced_on_target',
  ),
});

const MOST_DIFFERENCES = 5;

/**
 * Compares a record with its object as read back. A programming error makes the record unverified and nothing else
 * fails.
 */
export function judge(named: Named, label: string, read: object, compare: () => Compared): Finding {
  try {
    return toFinding(named, compare(), label, read);
  } catch (error) {
    if (!isUnforeseen(error)) throw error;
    const message = `${label} could not be compared. ${explainUnforeseen(error)}`;
    return { sourceId: named.sourceId, sourceKey: named.sourceKey, fault: { code: 'target_error', message } };
  }
}

/** `label` names the object to a person, such as `TC-12`; `read` is the object as read back. */
export function toFinding(
  { sourceId, sourceKey }: Named,
  compared: Compared,
  label: string,
  read: object,
): Finding {
  const differences = [...compared.misplaced, ...compared.altered];
  if (differences.length === 0) return { sourceId, sourceKey, fault: null, readHash: hashRead(read) };
  const code = compared.misplaced.length > 0 ? 'misplaced_on_target' : 'altered_on_target';
  const shown = differences.slice(0, MOST_DIFFERENCES).map(describe).join('; ');
  const more =
    differences.length > MOST_DIFFERENCES ? `; and ${differences.length - MOST_DIFFERENCES} more` : '';
  return { sourceId, sourceKey, fault: { code, message: `${label}: ${shown}${more}.` } };
}

const describe = ({ field, expected, actual }: Difference): string =>
  `${field}: expected "${expected}", found "${actual}"`;

export const missing = ({ sourceId, sourceKey }: Named, message: string): Finding => ({
  sourceId,
  sourceKey,
  fault: { code: 'missing_on_target', message },
});

export const toDoubled = ({ sourceId, sourceKey }: Named, label: string): Finding => ({
  sourceId,
  sourceKey,
  fault: {
    code: 'double_on_target',
    message: `${label} on the target carries the key of this record too, and the id map names another object. Delete ${label}, then validate again.`,
  },
});
