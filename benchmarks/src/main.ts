import { writeFile } from 'node:fs/promises';
import { measureAll } from './measure/measure-all.ts';
import { readSettings, type Settings, USAGE } from './read-settings.ts';
import { describeMachine } from './table/machine.ts';
import { toReport } from './table/to-report.ts';
import { writeReadme } from './table/write-readme.ts';

const args = process.argv.slice(2);
if (args.includes('--help')) console.log(USAGE);
else await benchAsAsked();

async function benchAsAsked(): Promise<void> {
  const settings = settingsOrUsage();
  if (settings) await bench(settings);
}

async function bench(wanted: Settings): Promise<void> {
  const date = new Date();
  const machine = await describeMachine();
  const measured = await measureAll(wanted, (line) => console.error(line));
  const command = ['npm run bench --', ...args.filter((each) => each !== '--write')].join(' ');
  const report = toReport(measured, { settings: wanted, machine, command, date });
  console.log(report);
  if (wanted.jsonPath)
    await writeFile(wanted.jsonPath, JSON.stringify({ date, machine, command, measured }, null, 2));
  if (wanted.writesReadme) await writeReadme(report);
}

function settingsOrUsage(): Settings | undefined {
  try {
    return readSettings(args, process.env.CORPUS_DIR);
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : String(error)}\n\n${USAGE}`);
    process.exitCode = 2;
    return undefined;
  }
}
