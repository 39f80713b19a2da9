import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { ATTACHMENT_CHOICES, type AttachmentChoice } from '@z2q/contracts';
import { z } from 'zod';
import type { DataSource } from './stand-ins/stand-in-request.ts';
import { WrongSettingError } from './wrong-setting-error.ts';

export const USAGE = `npm run bench -- [options]
  --data DIR          records of this folder (default: CORPUS_DIR, else made-up ones)
  --project KEY,KEY   projects of the data, one after another (default: all)
  --cases N           made-up test cases (default 500)
  --executions N      made-up executions (default: three a case)
  --latency MS,MS     added to every request by the stand-ins (default 0,50)
  --loaders N,N       loader processes (default 1,4)
  --rps N,N           requests a second that each API allows, and that ours are set to (default 0: no limit)
  --load-alone        measure loading only, of what was extracted and transformed before
  --growth N,N        instead of all this: migrations of so many made-up executions, one after another, and what grows
  --attachments all,records,none   which files are looked for and carried (default all)
  --runs N            each cell so often; the median is shown (default 1)
  --limit MINUTES     a migration that takes longer is given up (default 10)
  --validate          measure reading everything back, too
  --no-yardstick      without the plain script beside it
  --check             fail when a ratio is over its threshold
  --json FILE         all figures, also those not in the tables
  --write             put the tables into benchmarks/README.md`;

export type Settings = {
  readonly data: DataSource;
  /** Keys of projects; null: all that the data has. */
  readonly projects: readonly string[] | null;
  readonly latenciesMs: readonly number[];
  readonly loaders: readonly number[];
  readonly rps: readonly number[];
  readonly loadAlone: boolean;
  /** Sizes in executions, in this order; empty: growth is not measured. */
  readonly growth: readonly number[];
  /** Ratios over their thresholds make the bench fail. */
  readonly checks: boolean;
  readonly attachments: readonly AttachmentChoice[];
  readonly runs: number;
  readonly limitMs: number;
  readonly validate: boolean;
  readonly withYardstick: boolean;
  readonly jsonPath: string | null;
  readonly writesReadme: boolean;
};

const Whole = z.coerce.number().int().nonnegative();
const Count = Whole.positive();
const listOf = <Item extends z.ZodType>(item: Item) =>
  z.preprocess((text) => String(text).split(','), z.array(item).min(1));

const ALL = 'all';
const Flags = z.object({
  data: z.string().min(1).optional(),
  project: z.string().default(ALL),
  cases: Count.default(500),
  executions: Whole.optional(),
  latency: listOf(Whole).default([0, 50]),
  loaders: listOf(Count).default([1, 4]),
  rps: listOf(Whole).default([0]),
  'load-alone': z.boolean().default(false),
  growth: listOf(Count).optional(),
  check: z.boolean().default(false),
  attachments: listOf(z.enum(ATTACHMENT_CHOICES)).default(['all']),
  runs: Count.default(1),
  limit: Count.default(10),
  validate: z.boolean().default(false),
  'no-yardstick': z.boolean().default(false),
  json: z.string().min(1).optional(),
  write: z.boolean().default(false),
});

const MINUTE_MS = 60_000;
const EXECUTIONS_A_CASE = 3;
const text = { type: 'string' } as const;
const flag = { type: 'boolean' } as const;

/** @throws {WrongSettingError} naming every option that is wrong, and all there are. */
export function readSettings(args: readonly string[], corpusDir: string | undefined): Settings {
  const flags = Flags.safeParse(parseFlags(args));
  if (!flags.success) throw new WrongSettingError(`${z.prettifyError(flags.error)}\n\n${USAGE}`);
  const { data: given } = flags;
  return {
    data: toDataSource(given, corpusDir),
    projects: given.project === ALL ? null : given.project.split(','),
    latenciesMs: given.latency,
    loaders: given.loaders,
    rps: given.rps,
    loadAlone: given['load-alone'],
    growth: given.growth ?? [],
    checks: given.check,
    attachments: given.attachments,
    runs: given.runs,
    limitMs: given.limit * MINUTE_MS,
    validate: given.validate,
    // A script has no part that could be measured alone.
    withYardstick: !given['no-yardstick'] && !given['load-alone'],
    jsonPath: given.json ?? null,
    writesReadme: given.write,
  };
}

function parseFlags(args: readonly string[]): unknown {
  const options = {
    ...{ data: text, project: text, cases: text, executions: text, latency: text, loaders: text, rps: text },
    ...{ attachments: text, growth: text, runs: text, limit: text, json: text },
    ...{ validate: flag, 'no-yardstick': flag, write: flag, 'load-alone': flag, check: flag },
  };
  try {
    return parseArgs({ args: [...args], options }).values;
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw new WrongSettingError(`${error.message}\n\n${USAGE}`, { cause: error });
  }
}

function toDataSource(flags: z.infer<typeof Flags>, corpusDir: string | undefined): DataSource {
  const isSized = flags.executions !== undefined;
  const dir = flags.data ?? (isSized ? undefined : corpusDir);
  if (dir) return { kind: 'folder', dir: resolve(dir) };
  const { cases, executions = cases * EXECUTIONS_A_CASE } = flags;
  return { kind: 'generated', cases, executions };
}
