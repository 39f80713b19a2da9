import { fileURLToPath } from 'node:url';
import type { WatchedProcess } from '../measure/process-usage.ts';
import { type Child, forkChild } from './fork-child.ts';
import { type DataSource, StandInReady, type StandInRequest } from './stand-in-request.ts';

type Endpoint = { readonly url: string; readonly token: string };

/** Both APIs, running, with an empty target project for each project of the source. */
export type StandIns = AsyncDisposable & {
  readonly source: Endpoint;
  readonly target: Endpoint;
  readonly pairs: readonly ProjectPair[];
  readonly processes: readonly WatchedProcess[];
};
export type ProjectPair = { readonly projectKey: string; readonly projectId: number };

export type StandInOptions = {
  readonly data: DataSource;
  /** Key of a project, or `all`. */
  readonly project: string;
  readonly latencyMs: number;
};

const SCRIPT = fileURLToPath(import.meta.resolve('./main.ts'));

export async function openStandIns({ data, project, latencyMs }: StandInOptions): Promise<StandIns> {
  await using stack = new AsyncDisposableStack();
  const start = (request: StandInRequest) => startOne(stack.use(forkChild(SCRIPT, request)));
  const source = await start({ side: 'source', latencyMs, data });
  const pairs = toPairs(source.projectKeys, project);
  const projects = pairs.map(({ projectKey, projectId }) => ({ id: projectId, name: projectKey }));
  const target = await start({ side: 'target', latencyMs, projects });
  const processes = [
    { name: 'stand-in Zephyr', pid: source.pid },
    { name: 'stand-in qTest', pid: target.pid },
  ];
  const owned = stack.move();
  return { source, target, pairs, processes, [Symbol.asyncDispose]: () => owned.disposeAsync() };
}

async function startOne(child: Child) {
  return { ...StandInReady.parse(await child.firstMessage()), pid: child.pid };
}

function toPairs(keys: readonly string[], project: string): readonly ProjectPair[] {
  const chosen = project === 'all' ? keys : keys.filter((key) => key === project);
  if (chosen.length === 0) throw new Error(`There is no project ${project}; there are ${keys.join(', ')}.`);
  return chosen.map((projectKey, index) => ({ projectKey, projectId: index + 1 }));
}
