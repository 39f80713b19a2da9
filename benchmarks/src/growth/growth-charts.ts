import { type Chart, drawChart } from '../table/draw-chart.ts';
import { PROCESSES, peakOf, toLoadedRate, toPreparedRate } from './growth-figures.ts';
import type { GrowthSample } from './growth-sample.ts';

/** How fast, and how much memory, by size: flat lines are what is wanted. SVG by the name of the file. */
export function drawGrowth(samples: readonly GrowthSample[]): Readonly<Record<string, string>> {
  const labels = samples.map(({ executions }) => `${executions.toLocaleString('en-US')} executions`);
  const draw = (chart: Omit<Chart, 'labels'>): string => drawChart({ ...chart, labels });
  const valuesOf = (read: (sample: GrowthSample) => number | null) =>
    samples.map((sample) => {
      const value = read(sample);
      return value === null ? null : Math.round(value);
    });
  return {
    'growth-speed.svg': draw({
      title: 'Speed by size',
      unit: 'records a second',
      series: [
        { name: 'extracted and transformed', kind: 'line', values: valuesOf(toPreparedRate) },
        { name: 'loaded by one loader', kind: 'line', values: valuesOf(toLoadedRate) },
      ],
    }),
    'growth-memory.svg': draw({
      title: 'Largest memory of each process by size',
      unit: 'MB',
      series: PROCESSES.map((name) => ({
        name,
        kind: 'bar',
        values: valuesOf((sample) => peakOf(sample, name)),
      })),
    }),
  };
}
