import { type AttachmentOwner, type OwningType, owningTypeOf } from '@z2q/contracts';
import { type BatchContext, recordFault } from '@z2q/runtime';
import type { ListedAttachment, SourceClient } from '@z2q/zephyr';

export type FileList = {
  readonly files: readonly ListedAttachment[];
  /** The answer without its file entries. */
  readonly rest: unknown;
  /** Why some of the owner's files are unknown, and what to do about it; null: all are known. */
  readonly problem: string | null;
};

/** Lists the files of one owner. */
export type FileLists = (owner: AttachmentOwner, ownerKey: string) => Promise<FileList>;

type Asked = FileList & {
  /** Why Zephyr did not return the list; null: it did. */
  readonly refusal: string | null;
};

/**
 * How many lists of one kind of owner are requested first. If all of these are refused, the site does not offer lists
 * for this kind.
 */
const PROBES = 3;

/**
 * Creates the file lists for one batch. A site may not offer them, or not for every kind of owner. Records then go on
 * without their files, and the batch stops asking. Errors of the connection, of the token and of Zephyr as a whole are
 * thrown.
 */
export function createFileLists(
  source: SourceClient,
  { migration, signal }: Pick<BatchContext, 'migration' | 'signal'>,
): FileLists {
  const probes = new Map<AttachmentOwner['kind'], readonly Promise<Asked>[]>();

  const ask = async (owner: AttachmentOwner, ownerKey: string): Promise<Asked> => {
    const first = await askOnce(source, owner, ownerKey, signal);
    if (first.refusal === null) return first;
    // Zephyr as a whole may have been away for a moment. Its answer once it is back decides.
    await source.getProject(migration.sourceProjectKey, signal);
    return askOnce(source, owner, ownerKey, signal);
  };

  return async (owner, ownerKey) => {
    const asked = probes.get(owner.kind) ?? [];
    if (asked.length < PROBES) {
      const probe = ask(owner, ownerKey);
      probes.set(owner.kind, [...asked, probe]);
      return probe;
    }
    const refusals = (await Promise.all(asked)).flatMap(({ refusal }) => refusal ?? []);
    if (refusals.length < PROBES) return ask(owner, ownerKey);
    return refused(owner, ownerKey, `not asked for, as others like it were refused: ${refusals[0]}`);
  };
}

async function askOnce(
  source: SourceClient,
  owner: AttachmentOwner,
  ownerKey: string,
  signal: AbortSignal,
): Promise<Asked> {
  try {
    const { files, nameless, rest } = await source.listAttachments(owner, ownerKey, signal);
    const problem =
      nameless === 0 ? null : `${nameless} of the files of ${nameOf(owner, ownerKey)} have no id. ${MEND}`;
    return { files, rest, problem, refusal: null };
  } catch (error) {
    const { message } = recordFault(error, REFUSALS);
    return refused(owner, ownerKey, message);
  }
}

/** A missing route answers 403 or 503, as gateways do. */
const REFUSALS = {
  forbidden: 'attachment_unavailable',
  refused: 'attachment_unavailable',
  server_error: 'attachment_unavailable',
  bad_answer: 'attachment_unavailable',
} as const;

const refused = (owner: AttachmentOwner, ownerKey: string, refusal: string): Asked => ({
  files: [],
  rest: null,
  problem: `Zephyr does not list the files of ${nameOf(owner, ownerKey)}, so they are not migrated (${refusal}). ${ADVICE}`,
  refusal,
});

const ADVICE =
  'Give the token the right to read them, or wait until Zephyr offers their list, then retry; or set options.attachments to none.';
const MEND = 'They cannot be fetched. Attach them anew in Zephyr, then retry.';

const NOUNS = {
  test_case: 'test case',
  test_cycle: 'test cycle',
  test_plan: 'test plan',
  test_execution: 'execution',
} as const satisfies Record<OwningType, string>;

const nameOf = (owner: AttachmentOwner, ownerKey: string): string => {
  const record = `${NOUNS[owningTypeOf(owner.kind)]} ${ownerKey}`;
  return 'stepIndex' in owner ? `step ${owner.stepIndex + 1} of ${record}` : record;
};
