import { writeFile } from 'node:fs/promises';
import { measureAll } from './measure/measure-all.ts';
import { readSettings, USAGE } from './read-settings.ts';
import { describeMachine } from './table/machine.ts';
import { isWhole } from './table/middle.ts';
import { toCommand } from './table/to-command.ts';
import { toReport } from './table/to-report.ts';
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

/** Gives the exit code: 1 when a cell has no figures, or not those of a whole migration. */
async function bench(): Promise<number> {
  const settings = readSettings(args, process.env.CORPUS_DIR);
  const date = new Date();
  const machine = await describeMachine();
  const measured = await measureAll(settings, (line) => console.error(line));
  const command = toCommand(args);
  const report = toReport(measured, { settings, machine, command, date });
  console.log(report);
  const figures = { date, machine, command, measured };
  if (settings.jsonPath) await writeFile(settings.jsonPath, JSON.stringify(figures, null, 2));
  if (settings.writesReadme) await writeReadme(report, settings.data.kind);
  return measured.every(({ samples }) => samples.every(isWhole)) ? 0 : 1;
}
