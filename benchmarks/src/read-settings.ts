import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import type { DataSource } from './stand-ins/stand-in-request.ts';

export const USAGE = `npm run bench -- [options]
  --data DIR          records of this folder (default: CORPUS_DIR, else made-up ones)
  --project KEY       one project of the data, or "all" (default)
  --cases N           made-up test cases (default 500)
  --executions N      made-up executions (default: three a case)
  --latency MS,MS     added to every request by the stand-ins (default 0,50)
  --loaders N,N       loader processes (default 1,4)
  --attachments on,off   look for files and carry them (default on)
  --runs N            each cell so often; the median is shown (default 1)
  --limit MINUTES     a migration that takes longer is given up (default 10)
  --validate          measure reading everything back, too
  --no-yardstick      without the plain script beside it
  --json FILE         all figures, also those not in the tables
  --write             put the tables into benchmarks/README.md`;

export type Settings = {
  readonly data: DataSource;
  readonly project: string;
  readonly latenciesMs: readonly number[];
  readonly loaders: readonly number[];
  readonly attachments: readonly boolean[];
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

const Flags = z.object({
  data: z.string().min(1).optional(),
  project: z.string().default('all'),
  cases: Count.default(500),
  executions: Whole.optional(),
  latency: listOf(Whole).default([0, 50]),
  loaders: listOf(Count).default([1, 4]),
  attachments: listOf(z.enum(['on', 'off'])).default(['on']),
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

/** @throws {Error} naming every option that is wrong. */
export function readSettings(args: readonly string[], corpusDir: string | undefined): Settings {
  const { values } = parseArgs({
    args: [...args],
    options: {
      ...{ data: text, project: text, cases: text, executions: text, latency: text, loaders: text },
      ...{ attachments: text, runs: text, limit: text, json: text },
      ...{ validate: flag, 'no-yardstick': flag, write: flag },
    },
  });
  const flags = Flags.safeParse(values);
  if (!flags.success) throw new Error(z.prettifyError(flags.error));
  const { data: given } = flags;
  return {
    data: toDataSource(given, corpusDir),
    project: given.project,
    latenciesMs: given.latency,
    loaders: given.loaders,
    attachments: given.attachments.map((each) => each === 'on'),
    runs: given.runs,
    limitMs: given.limit * MINUTE_MS,
    validate: given.validate,
    withYardstick: !given['no-yardstick'],
    jsonPath: given.json ?? null,
    writesReadme: given.write,
  };
}

function toDataSource(flags: z.infer<typeof Flags>, corpusDir: string | undefined): DataSource {
  const isSized = flags.executions !== undefined;
  const dir = flags.data ?? (isSized ? undefined : corpusDir);
  if (dir) return { kind: 'folder', dir: resolve(dir) };
  const { cases, executions = cases * EXECUTIONS_A_CASE } = flags;
  return { kind: 'generated', cases, executions };
}
