import { type RouteCounts, sumRequests, sumWithoutFiles } from '../measure/count-requests.ts';
import { type Measured, nameOf } from '../measure/measure-all.ts';
import type { Sample } from '../measure/sample.ts';
import { toFloorRatio } from './floor.ts';
import { toMarkdownTable, toText } from './markdown-table.ts';
import { findYardstick, isWhole, middleOf, ratioTo } from './middle.ts';
import { shareOfTooMany } from './share-of-too-many.ts';

const HEAD = [
  'Program, latency, files',
  'Records',
  'Wall, s',
  'Records/min',
  '× yardstick',
  '× floor',
  '429, %',
  'Source requests/record',
  'Target requests/record',
  'Largest process, MB',
  'Redis, MB',
];
const MINUTE_MS = 60_000;

/** Times, requests and memory, one line a cell, and one for each validation. */
export const toTimeTable = (all: readonly Measured[]): string =>
  toMarkdownTable(
    HEAD,
    all.flatMap((measured) => [toLine(all, measured), ...toValidationLine(measured)]),
  );

function toLine(all: readonly Measured[], measured: Measured): readonly string[] {
  const sample = middleOf(measured);
  const name = nameOf(measured.cell);
  if (sample.records === 0) return [`${name}: ${sample.state}`, ...HEAD.slice(1).map(() => toText(null))];
  return [
    isWhole(sample) ? name : `${name}: ${sample.state}`,
    toText(sample.records),
    ...toTimes(sample),
    toText(ratioTo(findYardstick(all, measured.cell), measured), 2),
    toText(toFloorRatio(measured.cell, sample), 2),
    toText(100 * shareOfTooMany(sample), 1),
    toRequests(sample.requests.source, sample),
    toRequests(sample.requests.target, sample),
    toText(largestOf(sample) / MEGABYTE),
    toText(toMegabytes(redisOf(sample))),
  ];
}

function toValidationLine(measured: Measured): readonly (readonly string[])[] {
  const sample = middleOf(measured);
  const { validation, records } = sample;
  if (validation === null) return [];
  const { source, target } = validation.requests;
  const state = validation.state === 'completed' ? '' : `: ${validation.state}`;
  return [
    [
      `… and its validation${state}`,
      toText(records),
      ...toTimes({ ...validation, records }),
      toText(null),
      toText(null),
      toText(null),
      toRequests(source, sample),
      toRequests(target, sample),
      toText(null),
      toText(null),
    ],
  ];
}

const toTimes = ({ wallMs, records }: { readonly wallMs: number; readonly records: number }) => [
  toText(wallMs / 1000, 1),
  toText((records / wallMs) * MINUTE_MS),
];

/** Where files are looked for: first without those requests, then with them. */
function toRequests(counts: RouteCounts, { records }: Sample): string {
  const plain = toText(sumWithoutFiles(counts) / records, 2);
  const whole = toText(sumRequests(counts) / records, 2);
  return whole === plain ? plain : `${plain} (${whole} with files)`;
}

const MEGABYTE = 1024 * 1024;
const toMegabytes = (bytes: number | null): number | null => (bytes === null ? null : bytes / MEGABYTE);

const redisOf = ({ usage }: Sample): number | null =>
  usage.find(({ name }) => name === 'redis')?.peakBytes ?? null;

/** Of ours; stand-ins are none of it. NaN where the system does not tell. */
const largestOf = ({ usage }: Sample): number =>
  usage
    .filter(({ name }) => name !== 'redis' && !name.startsWith('stand-in'))
    .reduce((largest, { peakBytes }) => Math.max(largest, peakBytes ?? Number.NaN), 0);
