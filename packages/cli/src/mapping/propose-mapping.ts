import type { MappingFile } from '@z2q/contracts';
import { matchStatus, plainName } from '@z2q/mapping';
import type { ProjectNames } from './project-names.ts';

export type Proposal = {
  readonly table: keyof MappingFile;
  /** Names on the target. */
  readonly choices: readonly string[];
  readonly pairs: readonly { readonly from: string; readonly to: string; readonly isThere: boolean }[];
};

const TABLES = ['testCaseStatus', 'priority', 'executionStatus', 'fields'] as const;

/**
 * Proposes a target name for every source name: the same, one that differs only by case and spaces, for execution
 * statuses one with the same meaning, otherwise the source name itself.
 */
export const proposeMapping = ({ source, target }: ProjectNames): readonly Proposal[] =>
  TABLES.map((table) => ({
    table,
    choices: target[table],
    pairs: source[table].map((from) => toPair(from, table, target[table])),
  }));

type Pair = Proposal['pairs'][number];

function toPair(from: string, table: keyof MappingFile, choices: readonly string[]): Pair {
  if (table === 'executionStatus' && choices.length > 0) return toStatusPair(from, choices);
  const wanted = plainName(from);
  const to =
    choices.find((choice) => choice === from) ?? choices.find((choice) => plainName(choice) === wanted);
  return { from, to: to ?? from, isThere: to !== undefined };
}

function toStatusPair(from: string, choices: readonly string[]): Pair {
  const statuses = choices.map((name, id) => ({ id, name, isActive: true, isDefault: false }));
  const { name, by } = matchStatus(from, statuses);
  const isThere = by === 'name' || by === 'meaning';
  return { from, to: isThere ? name : from, isThere };
}
