import { writeFile } from 'node:fs/promises';
import type { ReportFacts } from '../table/to-report.ts';
import { CHART_DIR, writeReadme } from '../table/write-readme.ts';
import { findGrowth } from './find-growth.ts';
import { drawGrowth } from './growth-charts.ts';
import type { GrowthSample } from './growth-sample.ts';
import { toGrowthTable } from './growth-table.ts';
import { measureGrowth } from './measure-growth.ts';

/**
 * Measures one size after another, and keeps the figures after each.
 * @returns the exit code: 1 when a migration was not whole, or something grew that should not.
 */
export async function benchGrowth(facts: ReportFacts, say: (line: string) => void): Promise<number> {
  const { growth, limitMs, checks } = facts.settings;
  const samples: GrowthSample[] = [];
  for (const executions of growth) {
    say(`Measuring ${executions.toLocaleString('en-US')} executions …`);
    const sample = await measureGrowth(executions, limitMs);
    samples.push(sample);
    say(`  ${sample.state}: ${sample.records} records loaded in ${(sample.loadedMs / 1000).toFixed(1)} s`);
    await keep(facts, samples);
  }
  console.log(toReport(facts, samples));
  const found = checks ? findGrowth(samples) : [];
  for (const each of found) say(`Over its threshold: ${each}.`);
  return found.length === 0 && samples.every(({ state }) => state === 'completed') ? 0 : 1;
}

async function keep(facts: ReportFacts, samples: readonly GrowthSample[]): Promise<void> {
  const { jsonPath, writesReadme } = facts.settings;
  if (jsonPath) await writeFile(jsonPath, JSON.stringify({ ...facts, samples }, null, 2));
  if (!writesReadme) return;
  for (const [name, svg] of Object.entries(drawGrowth(samples)))
    await writeFile(new URL(name, CHART_DIR), svg);
  await writeReadme(toReport(facts, samples), 'Growth');
}

const toReport = ({ date, machine, command }: ReportFacts, samples: readonly GrowthSample[]): string =>
  [
    `${date.toISOString().slice(0, 10)}, on ${machine}.`,
    'Made-up data without files, APIs that answer at once, one worker of each kind.',
    `\`${command}\``,
    toGrowthTable(samples),
    '![Speed by size](growth-speed.svg)',
    '![Memory by size](growth-memory.svg)',
  ].join('\n\n');
