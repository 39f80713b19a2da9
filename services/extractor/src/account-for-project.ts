import type { FolderType, LedgerType } from '@z2q/contracts';
import {
  accountForEnvelope,
  accountForReference,
  countLeaves,
  accountForProject as toProjectAccount,
} from '@z2q/ledger';
import { type AnswerAccount, forgetAnswers, type InRun, saveAnswers, type Writer } from '@z2q/store';
import type {
  ListedFolders,
  ListedReferences,
  ReferenceKind,
  SourceProject,
  SourceReference,
} from '@z2q/zephyr';

type Listed = {
  readonly project: SourceProject;
  readonly references: ListedReferences;
  readonly folders: readonly { readonly type: FolderType; readonly listed: ListedFolders }[];
};

/**
 * Enters in the ledger the project itself, the lists that its records refer to, and the answers around them. None of
 * these is created on the target.
 */
export async function accountForProject(
  tx: InRun<Writer>,
  { project, references, folders }: Listed,
): Promise<void> {
  await forgetAnswers(tx);
  const { sourceId, key, raw } = project;
  const account = toProjectAccount(raw);
  await saveAnswers(tx, 'project', [{ sourceId, sourceKey: key, account, received: countLeaves(raw) }]);
  for (const [type, some] of Map.groupBy(references.references, ({ kind }) => TYPES[kind]))
    await saveAnswers(tx, type, some.map(toAccounted));
  for (const [type, some] of Map.groupBy(references.envelopes, ({ kind }) => TYPES[kind]))
    await saveAnswers(
      tx,
      type,
      some.map(({ kind, raw: envelope }, page) => toEnvelope(`/${kind} (${page + 1})`, envelope)),
    );
  const pages = folders.flatMap(({ type, listed }) =>
    listed.envelopes.map((envelope, page) => toEnvelope(`/folders ${type} (${page + 1})`, envelope)),
  );
  await saveAnswers(tx, 'folder', pages);
}

const TYPES: Readonly<Record<ReferenceKind, LedgerType>> = {
  priority: 'priority',
  environment: 'environment',
  'status:TEST_CASE': 'status',
  'status:TEST_CYCLE': 'status',
  'status:TEST_PLAN': 'status',
  'status:TEST_EXECUTION': 'status',
};

const toAccounted = ({ kind, sourceId, name, raw }: SourceReference): AnswerAccount => ({
  sourceId: `${kind}/${sourceId}`,
  sourceKey: name,
  account: accountForReference(raw),
  received: countLeaves(raw),
});

/** Account of the part of an answer outside its records. `address` begins with a slash. */
export const toEnvelope = (address: string, raw: unknown): AnswerAccount => ({
  sourceId: address,
  sourceKey: null,
  account: accountForEnvelope(raw),
  received: countLeaves(raw),
});
