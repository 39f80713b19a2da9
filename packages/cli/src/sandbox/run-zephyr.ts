import {
  createZephyrToken,
  generateZephyrData,
  loadCorpus,
  startZephyrSandbox,
  type ZephyrData,
} from '@z2q/sandbox';
import type { CliContext } from '../cli-context.ts';
import { wrongUsage } from '../cli-error.ts';
import type { ZephyrFlags } from '../commands/sandbox.ts';
import { runStandIn, toBehaviour } from './run-stand-in.ts';

const EXECUTIONS_A_CASE = 3;
const CASES_A_CYCLE = 15;
const CASES_A_FILE = 6;

/** Runs the stand-in Zephyr until a signal. */
export async function runZephyr(cli: CliContext, flags: ZephyrFlags): Promise<void> {
  const data = flags.data === undefined ? generate(flags) : load(flags.data);
  const given = flags.token ?? cli.env.ZEPHYR_TOKEN;
  const token = given || createZephyrToken();
  await using sandbox = await startZephyrSandbox({
    data,
    token,
    host: flags.host,
    port: flags.port,
    behaviour: toBehaviour(flags),
  });
  await runStandIn(cli, flags, {
    service: 'zephyr',
    baseUrl: sandbox.baseUrl,
    ...(given ? {} : { token }),
    projects: data.projects.map(({ key }) => ({ key })),
  });
}

function generate({ seed, project, cases, executions, fitting }: ZephyrFlags): ZephyrData {
  const data = generateZephyrData({
    seed,
    projectKey: project,
    cases,
    cycles: Math.max(6, Math.round(cases / CASES_A_CYCLE)),
    executions: executions ?? cases * EXECUTIONS_A_CASE,
    attachments: Math.max(6, Math.round(cases / CASES_A_FILE)),
  });
  if (fitting) for (const made of data.projects) leaveOutUnplaceable(made);
  return data;
}

/** Removes files of cycles and of executions without a log, and folders of plans: qTest has no place for them. */
function leaveOutUnplaceable(project: ZephyrData['projects'][number]): void {
  const notRun = new Set(
    project.executions.filter((each) => each.actualEndDate === null).map(({ id }) => id),
  );
  const onExecution = new Set(['test_execution', 'step_result']);
  project.attachments = project.attachments.filter(
    ({ owner: { kind, ownerId } }) =>
      kind !== 'test_cycle' && !(onExecution.has(kind) && notRun.has(ownerId)),
  );
  project.folders = project.folders.filter(({ folderType }) => folderType !== 'TEST_PLAN');
  project.plans = project.plans.map((plan) => ({ ...plan, folderId: null }));
}

function load(dir: string): ZephyrData {
  try {
    return loadCorpus(dir);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw wrongUsage(
      `${dir} cannot be served: ${reason}`,
      'It is a folder with testcases.jsonl, folders.json, ….',
    );
  }
}
