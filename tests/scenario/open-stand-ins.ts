import {
  type Behaviour,
  type ExecutionStatus,
  type QtestOptions,
  type QtestSandbox,
  type QtestState,
  startQtestSandbox,
  startZephyrSandbox,
  type ZephyrData,
  type ZephyrSandbox,
} from '@z2q/sandbox';

export type StandInOptions = {
  readonly data: ZephyrData;
  /** Number of empty target projects, with ids from 1: as many migrations can share one scenario. */
  readonly projects?: number;
  readonly tokens?: { readonly zephyr: string; readonly qtest: string };
  readonly zephyrBehaviour?: Partial<Behaviour>;
  readonly qtestBehaviour?: Partial<Behaviour>;
  readonly qtestOptions?: Partial<QtestOptions>;
  /** Execution statuses of the target projects, instead of the stand-in's own. */
  readonly statuses?: readonly ExecutionStatus[];
};

export type TargetProject = QtestState['projects'][number];

/** Stand-ins of both APIs, over HTTP. */
export type StandIns = AsyncDisposable & {
  readonly zephyr: ZephyrSandbox;
  readonly qtest: QtestSandbox;
  /** Content of a target project. */
  targetProject(projectId: number): TargetProject;
};

export async function openStandIns(options: StandInOptions): Promise<StandIns> {
  await using resources = new AsyncDisposableStack();
  const { data, projects = 1, tokens, zephyrBehaviour = {}, qtestBehaviour = {}, statuses } = options;
  const zephyr = resources.use(
    await startZephyrSandbox({
      data,
      behaviour: zephyrBehaviour,
      ...(tokens ? { token: tokens.zephyr } : {}),
    }),
  );
  const qtest = resources.use(
    await startQtestSandbox({
      projects: Array.from({ length: projects }, (_, at) => ({
        id: at + 1,
        name: `Target ${at + 1}`,
        ...(statuses ? { statuses } : {}),
      })),
      behaviour: qtestBehaviour,
      options: options.qtestOptions ?? {},
      ...(tokens ? { token: tokens.qtest } : {}),
    }),
  );
  const held = resources.move();
  return {
    zephyr,
    qtest,
    targetProject: (projectId) => projectOf(qtest.state(), projectId),
    [Symbol.asyncDispose]: () => held.disposeAsync(),
  };
}

export function projectOf(state: QtestState, projectId: number): TargetProject {
  const project = state.projects.find(({ id }) => id === projectId);
  if (!project) throw new RangeError(`The target has no project ${projectId}`);
  return project;
}
