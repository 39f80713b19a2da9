import {
  ATTACHMENT_CHOICES,
  type AttachmentChoice,
  type Forecast,
  type ForecastSide,
  type MigrationOptions,
  REQUEST_KINDS,
  type RequestKind,
} from '@z2q/contracts';

/** What a migration has to go through; null: nobody can know yet. */
export type Workload = {
  readonly testCases: number;
  readonly testCycles: number;
  readonly testPlans: number;
  readonly testExecutions: number;
  /** Lists of files of steps, and of step results. */
  readonly stepLists: number | null;
  readonly resultLists: number | null;
  /** Files of records, and of their steps. */
  readonly recordFiles: number | null;
  readonly stepFiles: number | null;
  readonly toMake: ToMake;
};

/** Objects that the target does not have yet. */
export type ToMake = {
  /** Fields, and choices of fields that are there; null: nobody has compared. */
  readonly additions: number | null;
  /** Modules, cycles and releases. */
  readonly places: number;
  readonly suites: number;
  readonly testCases: number;
  readonly testRuns: number;
  readonly testLogs: number;
  /** Of the files, those that are not there yet. */
  readonly shareOfFiles: number;
};

export type Rates = { readonly source: number; readonly target: number };
type Scope = Pick<MigrationOptions, 'approve' | 'pageSize' | 'attachments'>;
type Requests = Readonly<Record<RequestKind, number | null>>;

/** Requests and time of a whole migration that begins with extracting, for each choice of `attachments`. */
export function forecastRequests(
  from: Forecast['from'],
  work: Workload,
  options: Scope,
  rates: Rates,
): Forecast {
  return {
    from,
    chosen: options.attachments,
    choices: ATTACHMENT_CHOICES.map((attachments) => {
      const requests = {
        ...countSource(work, options, attachments),
        ...countTarget(work, options, attachments),
      };
      const sides = (['source', 'target'] as const).map((side) => toSide(side, requests, rates[side]));
      const times = sides.flatMap(({ seconds }) => seconds ?? []);
      return { attachments, seconds: times.length === 0 ? null : Math.max(...times), sides };
    }),
  };
}

/** The project twice, what records link to, and the folders of three types. */
const REFERENCES = 11;
/** Each listing is counted once more at its end. */
const CHECKS = 4;

function countSource(work: Workload, { pageSize }: Scope, choice: AttachmentChoice) {
  const { testCases, testCycles, testPlans, testExecutions } = work;
  const listed = [testCases, testCycles, testPlans, testExecutions];
  const pages = listed.reduce((sum, count) => sum + pagesOf(count, pageSize), 0);
  return {
    listings: REFERENCES + CHECKS + pages,
    scripts: testCases,
    step_results: testExecutions,
    files_of_records: choice === 'none' ? 0 : listed.reduce((sum, count) => sum + count, 0),
    files_of_steps: choice === 'all' ? work.stepLists : 0,
    files_of_step_results: choice === 'all' ? work.resultLists : 0,
    downloads: filesOf(work, choice),
  };
}

/** Fields, statuses and the project, read by each service that needs them, with the choices of a few fields. */
const READINGS = 25;
/** A project has so many fields and choices that are not on the target yet, as a rule. */
const USUAL_ADDITIONS = 20;
/** Listings of modules, cycles, suites and releases, and the last page of others. */
const LISTINGS = 10;
const CASES_A_PAGE = 100;
const LOGS_A_PAGE = 500;
const RUNS_A_PAGE = 999;

function countTarget(work: Workload, { approve }: Scope, choice: AttachmentChoice) {
  const { additions, places, suites, testCases, testRuns, testLogs, shareOfFiles } = work.toMake;
  const files = filesOf(work, choice);
  const uploads = files === null ? null : Math.round(files * shareOfFiles);
  // Once for the steps that logs name, once to read them back.
  const casePages = 2 * pagesOf(work.testCases, CASES_A_PAGE);
  const runPages = work.testCycles + pagesOf(work.testExecutions, RUNS_A_PAGE);
  const readBack = LISTINGS + casePages + runPages + pagesOf(work.testExecutions, LOGS_A_PAGE);
  return {
    preparation: READINGS + (additions ?? USUAL_ADDITIONS),
    folders_and_plans: places + suites,
    test_cases: testCases * (approve ? 2 : 1),
    test_runs: testRuns,
    test_logs: testLogs,
    uploads,
    // The list of its owner, and its bytes.
    reading_back: readBack + 2 * (uploads ?? 0),
  };
}

const pagesOf = (count: number, size: number): number => Math.max(1, Math.ceil(count / size));

function filesOf({ recordFiles, stepFiles }: Workload, choice: AttachmentChoice): number | null {
  if (choice === 'none') return 0;
  if (choice === 'records' || recordFiles === null) return recordFiles;
  return stepFiles === null ? null : recordFiles + stepFiles;
}

function toSide(side: ForecastSide['side'], requests: Requests, rps: number): ForecastSide {
  const secondsOf = (count: number | null): number | null =>
    rps === 0 || count === null ? null : count / rps;
  const kinds = REQUEST_KINDS[side].map((kind) => ({
    kind,
    requests: requests[kind],
    seconds: secondsOf(requests[kind]),
  }));
  const sum = kinds.reduce((total, kind) => total + (kind.requests ?? 0), 0);
  return { side, rps, requests: sum, seconds: secondsOf(sum), kinds };
}
