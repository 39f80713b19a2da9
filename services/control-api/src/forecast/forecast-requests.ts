import {
  ATTACHMENT_CHOICES,
  type AttachmentChoice,
  type Forecast,
  type ForecastSide,
  type MigrationOptions,
  REQUEST_KINDS,
  type RequestKind,
} from '@z2q/contracts';

/** The amount of work of a migration; null: not known yet. */
export type Workload = {
  readonly testCases: number;
  readonly testCycles: number;
  readonly testPlans: number;
  readonly testExecutions: number;
  /** Number of attachment lists of steps, and of step results. */
  readonly stepLists: number | null;
  readonly resultLists: number | null;
  /** Files of records, and of their steps. */
  readonly recordFiles: number | null;
  readonly stepFiles: number | null;
  readonly toMake: ToMake;
};

/** Objects that are not on the target yet. */
export type ToMake = {
  /** Fields, and choices of existing fields; null: not compared yet. */
  readonly additions: number | null;
  /** Modules, cycles and releases. */
  readonly places: number;
  readonly suites: number;
  readonly testCases: number;
  readonly testRuns: number;
  readonly testLogs: number;
  /** Share of the files that are not on the target yet. */
  readonly shareOfFiles: number;
};

export type Rates = { readonly source: number; readonly target: number };
type Scope = Pick<MigrationOptions, 'approve' | 'pageSize' | 'attachments'>;
type Requests = Readonly<Record<RequestKind, number | null>>;

/** Requests and time of a whole migration, beginning with extract, for each choice of `attachments`. */
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

/** The project twice, the lists that records refer to, and the folders of three types. */
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

/** Fields, statuses and the project, read by each service that needs them, and the choices of a few fields. */
const READINGS = 25;
/** Typical number of fields and choices of a project that are not on the target yet. */
const USUAL_ADDITIONS = 20;
/** Listings of modules, cycles, suites and releases, and the last pages of others. */
const LISTINGS = 10;
const CASES_A_PAGE = 100;
const LOGS_A_PAGE = 500;
const RUNS_A_PAGE = 999;

function countTarget(work: Workload, { approve }: Scope, choice: AttachmentChoice) {
  const { additions, places, suites, testCases, testRuns, testLogs, shareOfFiles } = work.toMake;
  const files = filesOf(work, choice);
  const uploads = files === null ? null : Math.round(files * shareOfFiles);
  // Once for the step ids that logs refer to, once to read the cases back.
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
