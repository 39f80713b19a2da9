import {
  type MigrationOptions,
  PLANNED_CHOICES,
  type PlannedKind,
  type ReportPlan,
  type RunView,
} from '@z2q/contracts';
import { nameOfDataType } from '@z2q/mapping';
import {
  countToMake,
  findMapped,
  findSurvey,
  hasUnfiled,
  type InRun,
  type PlannedAddition,
  type Reader,
  type Survey,
} from '@z2q/store';
import { MADE } from '@z2q/target';
import { forecastRequests, type Rates } from '../forecast/forecast-requests.ts';
import { readStagedWorkload } from '../forecast/read-staged-workload.ts';

/** What loading will create; null: nothing was transformed in this run, or the run has begun to load. */
export async function readPlan(
  db: InRun<Reader>,
  { phases, pauseReason, kind, counts: records }: Pick<RunView, 'phases' | 'pauseReason' | 'kind' | 'counts'>,
  options: MigrationOptions,
  rates: Rates,
): Promise<ReportPlan | null> {
  const isLoading = phases.includes('load') && pauseReason !== 'awaiting_approval';
  const survey = kind === 'rollback' || isLoading ? undefined : await findSurvey(db);
  if (survey?.runId !== db.runId) return null;
  const { readAt, mayAdd, additions } = survey;
  const counts = new Map((await countToMake(db)).map((object) => [object.kind, object.count]));
  for (const place of await listMadePlaces(db)) counts.set(place, (counts.get(place) ?? 0) + 1);
  const made = {
    fields: additions.filter(({ isNewField }) => isNewField).map(toField),
    choices: additions.filter(({ isNewField }) => !isNewField).map(toChoices),
    objects: [...counts].map(([object, count]) => ({ kind: object, count })),
  };
  const work = await readStagedWorkload(db, records, made, options.attachments);
  const forecast = forecastRequests('staged', work, options, rates);
  return { readAt, mayMakeFields: RIGHTS[mayAdd], ...made, forecast };
}

const RIGHTS: Readonly<Record<Survey['mayAdd'], ReportPlan['mayMakeFields']>> = {
  yes: 'yes',
  no: 'no',
  unknown: 'not_known_until_loading',
};

const toField = ({ object, label, dataType, choices }: PlannedAddition): ReportPlan['fields'][number] => ({
  object,
  label,
  type: nameOfDataType(dataType),
  choices: choices.length,
});

const toChoices = ({ object, label, choices }: PlannedAddition): ReportPlan['choices'][number] => ({
  object,
  label,
  count: choices.length,
  names: choices.slice(0, PLANNED_CHOICES),
});

const PLACES = [
  ['module', 'test_case', MADE.module],
  ['test_cycle', 'test_cycle', MADE.testCycle],
  ['test_suite', 'test_execution', MADE.testSuite],
] as const;

/** Places for records without a folder or cycle. */
async function listMadePlaces(db: InRun<Reader>): Promise<readonly PlannedKind[]> {
  const places: PlannedKind[] = [];
  for (const [kind, type, sourceId] of PLACES)
    if ((await hasUnfiled(db, type)) && !(await findMapped(db, 'container', sourceId))) places.push(kind);
  return places;
}
