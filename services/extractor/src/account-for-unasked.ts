import type { AttachmentChoice, LedgerCode } from '@z2q/contracts';
import { type InRun, saveAnswers, type Writer } from '@z2q/store';

const UNASKED: Readonly<Record<AttachmentChoice, Readonly<Record<string, LedgerCode>>>> = {
  all: {},
  records: { 'files of steps': 'step_files_not_asked', 'files of step results': 'step_files_not_asked' },
  none: { files: 'files_not_asked' },
};

/** Enters the files that an option says not to look for: of those nobody knows how many there are, so there is one line for all. */
export async function accountForUnasked(tx: InRun<Writer>, choice: AttachmentChoice): Promise<void> {
  const answers = Object.entries(UNASKED[choice]).map(([path, code]) => {
    const place = { pattern: path, outcome: 'not_asked', code, params: null } as const;
    return {
      sourceId: `/${path}`,
      sourceKey: null,
      received: 0,
      account: {
        tally: [{ ...place, count: 1 }],
        lines: [{ ...place, path, before: null, after: null }],
      },
    };
  });
  if (answers.length > 0) await saveAnswers(tx, 'attachment', answers);
}
