import { mkdirSync, mkdtempSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { PHASES } from '@z2q/contracts';
import { DataDir } from '@z2q/process';
import { type ControlClient, createControlClient } from '../api/api-client.ts';
import { asTyped } from '../as-typed.ts';
import type { CliContext } from '../cli-context.ts';
import { EXIT, type ExitCode, wrongUsage } from '../cli-error.ts';
import { followToEnd } from '../commands/follow-to-end.ts';
import { type ReportFormat, saveReport } from '../commands/report.ts';
import { fold } from '../fold.ts';
import { plural } from '../progress/format.ts';
import { findOrMakeMigration } from '../selection/find-or-make-migration.ts';
import { toShortPath } from '../short-path.ts';
import { startStack } from '../up/start-stack.ts';
import { listenForStop, type StopSignals } from '../up/stop-signals.ts';
import { toPlaces } from '../up/to-places.ts';
import type { DemoFlags } from './demo-flags.ts';
import { type DemoPair, openStandIns } from './open-stand-ins.ts';
import { toLookAround } from './to-look-around.ts';

/**
 * Starts stand-ins and services, runs one whole migration for each project, saves reports and stops everything.
 * @returns the exit code.
 */
export async function runDemo(cli: CliContext, flags: DemoFlags): Promise<ExitCode> {
  using signals = listenForStop(cli);
  const say = (line: string): void => void cli.stderr.write(`${fold([line], cli.stderr).join('\n')}\n`);
  const dataDir = openDataDir(flags.dataDir);
  try {
    await using stack = new AsyncDisposableStack();
    say('Starting a stand-in Zephyr and a stand-in qTest …');
    const { env, pairs, spareId } = await openStandIns({ flags, env: cli.env, dataDir, stack });
    say(`Starting Redis, the control API, and workers, ${plural(flags.loaders, 'loader')} among them …`);
    const { stop: signal, force } = signals;
    const services = stack.use(await startStack({ env, loaders: flags.loaders, signal, force, say }));
    if (flags.keep) cli.stderr.write(toPlaces(services, cli.stderr));
    const demo = {
      cli,
      client: createControlClient(services.access),
      dataDir,
      json: flags.json === true,
      signals,
    };
    const exitCode = await migrateAll(demo, pairs);
    if (signal.aborted) return exitCode;
    if (flags.keep) {
      const running = { url: services.access.url, dataDir, pairs, spareId };
      for (const line of toLookAround(cli, running)) say(line);
      await signals.stopped;
    } else if (!demo.json) say(`To look around in the dashboard: ${asTyped(cli, '"z2q demo --keep"')}.`);
    return exitCode;
  } catch (error) {
    if (signals.stop.aborted) return EXIT.interrupted;
    throw error;
  }
}

type Demo = {
  readonly cli: CliContext;
  readonly client: ControlClient;
  readonly dataDir: string;
  readonly json: boolean;
  readonly signals: StopSignals;
};

async function migrateAll(demo: Demo, pairs: readonly DemoPair[]): Promise<ExitCode> {
  let worst: ExitCode = EXIT.done;
  for (const pair of pairs) {
    const exitCode = await migrate(demo, pair);
    if (demo.signals.stop.aborted) return EXIT.interrupted;
    if (exitCode !== EXIT.done) worst = exitCode;
  }
  return worst;
}

async function migrate({ cli, client, dataDir, json, signals }: Demo, pair: DemoPair): Promise<ExitCode> {
  const flags = { project: pair.projectKey, target: pair.projectId };
  const { migration } = await findOrMakeMigration(
    client,
    { ...flags, name: `Demo of ${pair.projectKey}` },
    PHASES,
  );
  const { value: run } = await client.startRun(migration.id, PHASES);
  const exitCode = await followToEnd(cli, client, {
    id: run.id,
    migration,
    json,
    signal: signals.stop,
    hint: false,
  });
  if (signals.stop.aborted) return exitCode;
  const page = await saveReports(client, run.id, dataDir);
  const words = `  Report: ${toShortPath(page)} (and .json, .csv beside it)`;
  if (!json) cli.stdout.write(`${fold([words], cli.stdout).join('\n')}\n`);
  return exitCode;
}

/** Saves each format as `DATA_DIR/reports/{run}.{format}`. @returns the path of the page. */
async function saveReports(client: ControlClient, runId: string, dataDir: string): Promise<string> {
  const pathOf = (format: ReportFormat): string => join(dataDir, 'reports', `${runId}.${format}`);
  const formats = ['html', 'json', 'csv'] as const;
  await Promise.all(formats.map((format) => saveReport(client, { runId, format, path: pathOf(format) })));
  return pathOf('html');
}

/** The given folder, otherwise a new one for each demo, so that no demo finds the records of another. */
function openDataDir(given: string | undefined): string {
  const parent = resolve('data', 'demo');
  const { error } = DataDir.safeParse(given ?? parent);
  if (error)
    throw wrongUsage(`The data directory ${error.issues[0]?.message}.`, 'Name another: --data-dir DIR.');
  mkdirSync(given ?? parent, { recursive: true, mode: 0o700 });
  const dataDir = given === undefined ? mkdtempSync(join(parent, `${toStamp(new Date())}-`)) : resolve(given);
  mkdirSync(join(dataDir, 'logs'), { recursive: true, mode: 0o700 });
  return dataDir;
}

const toStamp = (date: Date): string => date.toISOString().slice(0, 19).replaceAll(':', '').replace('T', '-');
