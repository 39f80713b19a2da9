import { toMarkdownTable, toText } from '../table/markdown-table.ts';
import { answerAt, PROCESSES, peakOf, toLoadedRate, toMegabytes, toPreparedRate } from './growth-figures.ts';
import type { GrowthSample } from './growth-sample.ts';

type Row = {
  readonly name: string;
  readonly read: (sample: GrowthSample) => number | null;
  readonly digits?: number;
};

const LOOPS = PROCESSES.filter((name) => name !== 'redis');
const ROWS: readonly Row[] = [
  { name: 'Records', read: ({ records }) => records },
  { name: 'Extracted and transformed, records/s', read: toPreparedRate },
  { name: 'Loaded by one loader, while there was one, records/s', read: toLoadedRate },
  ...PROCESSES.map((name) => ({
    name: `${name}, MB peak`,
    read: (sample: GrowthSample) => peakOf(sample, name),
  })),
  { name: 'Database, MB', read: ({ databaseBytes }) => toMegabytes(databaseBytes) },
  { name: '… and its write-ahead log', read: ({ logBytes }) => toMegabytes(logBytes) },
  { name: '`GET /v1/runs/:id`, ms, median', read: (sample) => answerAt(sample, 0.5), digits: 1 },
  { name: '… and the slowest of a hundred', read: (sample) => answerAt(sample, 0.99), digits: 1 },
  ...LOOPS.map((name) => ({
    name: `Event loop of the ${name}, ms late`,
    read: ({ loopDelayMs }: GrowthSample) => loopDelayMs[name] ?? null,
  })),
  {
    name: 'From `kill -9` of the loader to the next object, s',
    read: ({ resumedMs }) => (resumedMs === null ? null : resumedMs / 1000),
    digits: 1,
  },
];

/** How fast, how large, and how soon it answers, one column a size. */
export const toGrowthTable = (samples: readonly GrowthSample[]): string =>
  toMarkdownTable(
    ['', ...samples.map(({ executions, state }) => `${toText(executions)} executions${toRemark(state)}`)],
    ROWS.map(({ name, read, digits = 0 }) => [
      name,
      ...samples.map((sample) => toText(read(sample), digits)),
    ]),
  );

const toRemark = (state: string): string => (state === 'completed' ? '' : `: ${state}`);
