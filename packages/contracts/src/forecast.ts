import { z } from 'zod';
import { ATTACHMENT_CHOICES } from './attachments-option.ts';

const Count = z.number().int().nonnegative();

const SOURCE_WORDS = {
  listings: 'listings of the project',
  scripts: 'scripts of test cases',
  step_results: 'step results of executions',
  files_of_records: 'files of cases, cycles, plans and executions',
  files_of_steps: 'files of steps',
  files_of_step_results: 'files of step results',
  downloads: 'downloads of files',
};
const TARGET_WORDS = {
  preparation: 'fields, statuses and choices',
  folders_and_plans: 'modules, cycles, suites and releases',
  test_cases: 'test cases',
  test_runs: 'test runs',
  test_logs: 'test logs',
  uploads: 'uploads of files',
  reading_back: 'reading back',
};
type Kinds<Words> = readonly (keyof Words)[];

/** Purposes of requests, by side. */
export const REQUEST_KINDS = {
  source: Object.keys(SOURCE_WORDS) as Kinds<typeof SOURCE_WORDS>,
  target: Object.keys(TARGET_WORDS) as Kinds<typeof TARGET_WORDS>,
} as const;
export const REQUEST_LABELS = { ...SOURCE_WORDS, ...TARGET_WORDS };
export type RequestKind = keyof typeof REQUEST_LABELS;

const Amount = z.object({
  requests: Count.nullable().describe('null: not known until it is looked for'),
  seconds: z
    .number()
    .nonnegative()
    .nullable()
    .describe('At the configured rate; null: not known, or no rate is set'),
});
const Kind = z.enum([...REQUEST_KINDS.source, ...REQUEST_KINDS.target]).describe('What the requests are for');

const ForecastSide = z.object({
  side: z.enum(['source', 'target']).describe('Whose requests'),
  rps: z.number().nonnegative().describe('Configured requests a second; 0: no limit'),
  requests: Count.describe('Sum over all kinds that are known'),
  seconds: Amount.shape.seconds,
  kinds: z.array(Amount.extend({ kind: Kind })).describe('The same, by purpose'),
});
export type ForecastSide = z.infer<typeof ForecastSide>;

/** Number of requests of a whole migration, for each choice of the option `attachments`. */
export const Forecast = z.object({
  from: z
    .enum(['sample', 'staged'])
    .describe(
      '`sample`: totals of the listings, and steps of a few records; `staged`: all that was extracted and transformed',
    ),
  chosen: z.enum(ATTACHMENT_CHOICES).describe('The choice of this migration'),
  choices: z
    .array(
      z.object({
        attachments: z.enum(ATTACHMENT_CHOICES).describe('The choice'),
        seconds: Amount.shape.seconds.describe(
          'The time of the slower side, since both sides are called at the same time',
        ),
        sides: z.array(ForecastSide).describe('Each of the two APIs'),
      }),
    )
    .describe('What each choice of the option `attachments` comes to'),
});
export type Forecast = z.infer<typeof Forecast>;
