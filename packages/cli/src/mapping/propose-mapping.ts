import { EMPTY_MAPPING, type MappingFile } from '@z2q/contracts';
import { FALLBACK_STATUS, mapExecutionStatus } from '@z2q/mapping';
import type { ProjectNames } from './project-names.ts';

export type Proposal = {
  readonly table: keyof MappingFile;
  /** What the target has. */
  readonly choices: readonly string[];
  readonly pairs: readonly { readonly from: string; readonly to: string; readonly isThere: boolean }[];
};

const TABLES = ['testCaseStatus', 'priority', 'executionStatus', 'fields'] as const;

/** For every name of the source the target's: the same, the same but for case and spaces, or what it would become there. */
export const proposeMapping = ({ source, target }: ProjectNames): readonly Proposal[] =>
  TABLES.map((table) => ({
    table,
    choices: target[table],
    pairs: source[table].map((from) => toPair(from, table, target[table])),
  }));

function toPair(
  from: string,
  table: keyof MappingFile,
  choices: readonly string[],
): Proposal['pairs'][number] {
  const wanted = table === 'executionStatus' ? mapExecutionStatus(from, EMPTY_MAPPING).status : from;
  const to =
    choices.find((choice) => choice === wanted) ?? choices.find((choice) => plain(choice) === plain(wanted));
  return {
    from,
    to: to ?? (table === 'executionStatus' ? FALLBACK_STATUS : wanted),
    isThere: to !== undefined,
  };
}

const plain = (name: string): string => name.toLowerCase().replaceAll(/[^\p{Letter}\p{Number}]/gu, '');
