import type { AttachmentChoice, ReportPlan, RunView } from '@z2q/contracts';
import { countAttachments, countStepLists, type InRun, type Reader } from '@z2q/store';
import type { Workload } from './forecast-requests.ts';

type Planned = Pick<ReportPlan, 'fields' | 'choices' | 'objects'>;

/** Workload of a project that was extracted and transformed. Files that `attachments` excluded are not known. */
export async function readStagedWorkload(
  db: InRun<Reader>,
  counts: RunView['counts'],
  { fields, choices, objects }: Planned,
  attachments: AttachmentChoice,
): Promise<Workload> {
  const files = await countAttachments(db);
  const looked = counts.attachment?.source ?? 0;
  const listed = (type: keyof RunView['counts']): number => counts[type]?.source ?? 0;
  const made = (...kinds: readonly string[]): number =>
    objects.reduce((sum, { kind, count }) => sum + (kinds.includes(kind) ? count : 0), 0);
  return {
    testCases: listed('test_case'),
    testCycles: listed('test_cycle'),
    testPlans: listed('test_plan'),
    testExecutions: listed('test_execution'),
    stepLists: await countStepLists(db, 'test_case'),
    resultLists: await countStepLists(db, 'test_execution'),
    recordFiles: attachments === 'none' ? null : files.ofRecords,
    stepFiles: attachments === 'all' ? files.ofSteps : null,
    toMake: {
      additions: fields.length + choices.length,
      places: made('module', 'test_cycle', 'release'),
      suites: made('test_suite'),
      testCases: made('test_case'),
      testRuns: made('test_run'),
      testLogs: made('test_log'),
      shareOfFiles: looked === 0 ? 1 : made('file') / looked,
    },
  };
}
