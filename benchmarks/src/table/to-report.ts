import type { Measured } from '../measure/measure-all.ts';
import type { Settings } from '../read-settings.ts';
import { toKindTable } from './kind-table.ts';
import { toProcessTable } from './process-table.ts';
import { toRouteTable } from './route-table.ts';
import { toTimeTable } from './time-table.ts';

export type ReportFacts = {
  readonly settings: Settings;
  readonly machine: string;
  readonly command: string;
  readonly date: Date;
};

/** All tables as Markdown, with what they were made from and on. */
export const toReport = (measured: readonly Measured[], { settings, machine, command, date }: ReportFacts) =>
  [
    `${date.toISOString().slice(0, 10)}, on ${machine}.`,
    `${toData(settings)}${settings.runs > 1 ? ` Medians of ${settings.runs} runs.` : ' One run each.'}`,
    `\`${command}\``,
    toTimeTable(measured),
    toProcessTable(measured),
    toRouteTable(measured),
    toKindTable(measured),
  ]
    .filter((part) => part !== '')
    .join('\n\n');

/** Name of the data, under which the figures of several benches stand beside each other. */
export const toSection = ({ data, projects }: Settings): string =>
  data.kind === 'generated'
    ? 'Made-up data'
    : `Real test cases: ${projects?.join(' and ') ?? 'all projects'}`;

function toData({ data, projects }: Settings): string {
  if (data.kind === 'generated') return `${data.cases} made-up cases, ${data.executions} executions.`;
  return projects === null
    ? 'All projects of the data folder.'
    : `${projects.join(' and ')} of the data folder.`;
}
