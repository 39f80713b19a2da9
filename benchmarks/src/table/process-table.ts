import { type Measured, nameOf } from '../measure/measure-all.ts';
import type { ProcessUsage } from '../measure/process-usage.ts';
import { toMarkdownTable, toText } from './markdown-table.ts';
import { middleOf } from './middle.ts';

const MEGABYTE = 1024 * 1024;
const NAMES = [
  'control-api',
  'extractor',
  'transformer',
  'loader',
  'validator',
  'redis',
  'yardstick',
  'stand-in Zephyr',
  'stand-in qTest',
];

/** Peak memory and processor time of each process, one line a cell. */
export function toProcessTable(all: readonly Measured[]): string {
  const rows = all.map((measured) => {
    const { usage } = middleOf(measured);
    return [
      nameOf(measured.cell),
      ...NAMES.map((name) => toCell(usage.filter((each) => each.name === name))),
    ];
  });
  return toMarkdownTable(['MB peak / s of processor', ...NAMES], rows);
}

/** Of several loaders: the memory of the largest one, the time of all. */
function toCell(processes: readonly ProcessUsage[]): string {
  if (processes.length === 0) return '';
  const peak = Math.max(...processes.map(({ peakBytes }) => peakBytes ?? Number.NaN));
  const seconds = processes.reduce((sum, { cpuSeconds }) => sum + (cpuSeconds ?? Number.NaN), 0);
  return `${toText(peak / MEGABYTE)} / ${toText(seconds, 1)}`;
}
