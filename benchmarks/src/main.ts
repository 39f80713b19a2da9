import { writeFile } from 'node:fs/promises';
import { benchGrowth } from './growth/bench-growth.ts';
import { type Measured, measureAll } from './measure/measure-all.ts';
import { readSettings, USAGE } from './read-settings.ts';
import { findMisses } from './table/find-misses.ts';
import { describeMachine } from './table/machine.ts';
import { isWhole } from './table/middle.ts';
import { toCommand } from './table/to-command.ts';
import { type ReportFacts, toReport, toSection } from './table/to-report.ts';
import { writeReadme } from './table/write-readme.ts';
import { WrongSettingError } from './wrong-setting-error.ts';

const args = process.argv.slice(2);
if (args.includes('--help')) console.log(USAGE);
else {
  try {
    process.exitCode = await bench();
  } catch (error) {
    if (!(error instanceof WrongSettingError)) throw error;
    console.error(error.message);
    process.exitCode = 2;
  }
}

/** Gives the exit code: 1 when a cell has no figures, or not those of a whole migration, or a ratio is over its threshold. */
async function bench(): Promise<number> {
  const settings = readSettings(args, process.env.CORPUS_DIR);
  const facts = { settings, date: new Date(), machine: await describeMachine(), command: toCommand(args) };
  const say = (line: string): void => console.error(line);
  if (settings.growth.length > 0) return benchGrowth(facts, say);
  // Kept cell by cell: a bench takes long, and the machine may need to be had back before its end.
  const measured = await measureAll(settings, say, (soFar) => keep(facts, soFar));
  console.log(toReport(measured, facts));
  const misses = settings.checks ? findMisses(measured) : [];
  for (const miss of misses) say(`Over its threshold: ${miss}.`);
  return misses.length === 0 && measured.every(({ samples }) => samples.every(isWhole)) ? 0 : 1;
}

async function keep(facts: ReportFacts, measured: readonly Measured[]): Promise<void> {
  const { jsonPath, writesReadme } = facts.settings;
  if (jsonPath) await writeFile(jsonPath, JSON.stringify({ ...facts, measured }, null, 2));
  if (writesReadme) await writeReadme(toReport(measured, facts), toSection(facts.settings));
}
