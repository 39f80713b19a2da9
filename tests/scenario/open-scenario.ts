import type { MigrationOptions } from '@z2q/contracts';
import {
  type Behaviour,
  type QtestOptions,
  type QtestSandbox,
  type QtestState,
  startQtestSandbox,
  startZephyrSandbox,
  type ZephyrData,
  type ZephyrSandbox,
} from '@z2q/sandbox';
import { type ControlClient, type Stack, startStack } from '@z2q/test-kit';

export type ScenarioOptions = {
  readonly data: ZephyrData;
  /** Empty target projects, numbered from 1: as many migrations can share one stack. */
  readonly projects?: number;
  readonly loaders?: number;
  readonly env?: Readonly<Record<string, string>>;
  readonly tokens?: { readonly zephyr: string; readonly qtest: string };
  readonly zephyrBehaviour?: Partial<Behaviour>;
  readonly qtestBehaviour?: Partial<Behaviour>;
  readonly qtestOptions?: Partial<QtestOptions>;
};

export type TargetProject = QtestState['projects'][number];

/** The whole product as processes between the stand-ins of both APIs. */
export type Scenario = AsyncDisposable & {
  readonly zephyr: ZephyrSandbox;
  readonly qtest: QtestSandbox;
  readonly stack: Stack;
  readonly api: ControlClient;
  /** What a target project holds now. */
  targetProject(projectId: number): TargetProject;
  /** Makes a migration of the data's first project, in batches small enough to be interrupted between two. */
  migrateTo(projectId: number, options?: Partial<MigrationOptions>): Promise<string>;
};

const SMALL_BATCH = 10;

export async function openScenario(options: ScenarioOptions): Promise<Scenario> {
  await using resources = new AsyncDisposableStack();
  const { data, projects = 1, tokens, zephyrBehaviour = {}, qtestBehaviour = {} } = options;
  const { qtestOptions = {} } = options;
  const zephyr = resources.use(
    await startZephyrSandbox({
      data,
      behaviour: zephyrBehaviour,
      ...(tokens ? { token: tokens.zephyr } : {}),
    }),
  );
  const qtest = resources.use(
    await startQtestSandbox({
      projects: Array.from({ length: projects }, (_, at) => ({ id: at + 1, name: `Target ${at + 1}` })),
      behaviour: qtestBehaviour,
      options: qtestOptions,
      ...(tokens ? { token: tokens.qtest } : {}),
    }),
  );
  const { loaders = 1, env = {} } = options;
  const stack = resources.use(await startStack({ zephyr, qtest, loaders, env }));
  const held = resources.move();
  return {
    zephyr,
    qtest,
    stack,
    api: stack.api,
    targetProject: (projectId) => projectOf(qtest.state(), projectId),
    migrateTo: (projectId, migrationOptions = {}) =>
      stack.api.createMigration(keyOf(data), projectId, { batchSize: SMALL_BATCH, ...migrationOptions }),
    [Symbol.asyncDispose]: () => held.disposeAsync(),
  };
}

export function projectOf(state: QtestState, projectId: number): TargetProject {
  const project = state.projects.find(({ id }) => id === projectId);
  if (!project) throw new RangeError(`The target has no project ${projectId}`);
  return project;
}

function keyOf({ projects: [first] }: ZephyrData): string {
  if (!first) throw new RangeError('The data has no project');
  return first.key;
}
