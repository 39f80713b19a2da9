import type { AttachmentChoice, LedgerCode, LedgerType } from '@z2q/contracts';
import { type InRun, saveAnswers, type Writer } from '@z2q/store';

type Unasked = Readonly<Record<string, LedgerCode>>;

const FILES: Readonly<Record<AttachmentChoice, Unasked>> = {
  all: {},
  records: { 'files of steps': 'step_files_not_asked', 'files of step results': 'step_files_not_asked' },
  none: { files: 'files_not_asked' },
};

/** What a test case has in Zephyr but no endpoint of the Cloud API returns. */
const OF_CASES: Unasked = {
  'change history': 'no_call_tells',
  comments: 'no_call_tells',
  'parameters and tables of test data': 'no_call_tells',
  'steps of earlier versions': 'no_call_tells',
};

/**
 * Enters in the ledger what an option excludes from the search, and what the API cannot return. The amount is unknown,
 * so each kind gets one line.
 */
export async function accountForUnasked(tx: InRun<Writer>, choice: AttachmentChoice): Promise<void> {
  await enter(tx, 'attachment', FILES[choice]);
  await enter(tx, 'test_case', OF_CASES);
}

/** Enters what the site refuses to send with a listing. */
export const accountForWithheld = (tx: InRun<Writer>, type: LedgerType, withheld: string): Promise<void> =>
  enter(tx, type, { [withheld]: 'withheld_by_site' });

async function enter(tx: InRun<Writer>, type: LedgerType, unasked: Unasked): Promise<void> {
  const answers = Object.entries(unasked).map(([path, code]) => {
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
  if (answers.length > 0) await saveAnswers(tx, type, answers);
}
