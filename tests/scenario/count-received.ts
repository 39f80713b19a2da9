import type { LedgerType } from '@z2q/contracts';
import type { Answered } from '../kit/open-recorder.ts';

type Counts = Partial<Record<LedgerType, number>>;

const LISTINGS: Readonly<Record<string, LedgerType>> = {
  testcases: 'test_case',
  testcycles: 'test_cycle',
  testplans: 'test_plan',
  testexecutions: 'test_execution',
  folders: 'folder',
  statuses: 'status',
  priorities: 'priority',
  environments: 'environment',
  projects: 'project',
};

/**
 * Counts the values received of each type, independently of the product. An answer requested only for its
 * total has no record.
 */
export function countReceived(answers: Iterable<Answered>): Counts {
  const counts: Counts = {};
  const records = new Map<string, number>();
  for (const { url, body } of answers) {
    if (url.searchParams.get('maxResults') === '1') continue;
    const [, , listing = '', , part] = url.pathname.split('/');
    const type =
      part === undefined || !url.pathname.endsWith('/attachments') ? LISTINGS[listing] : 'attachment';
    if (type === undefined) continue;
    records.set(`${type} ${url.pathname}${url.search}`, countValues(body));
  }
  for (const [name, count] of records) {
    const type = name.slice(0, name.indexOf(' ')) as LedgerType;
    counts[type] = (counts[type] ?? 0) + count;
  }
  return counts;
}

function countValues(value: unknown): number {
  if (value === null || value === '') return 0;
  if (typeof value !== 'object') return 1;
  return Object.values(value).reduce((sum: number, member) => sum + countValues(member), 0);
}
