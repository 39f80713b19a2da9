import { fileURLToPath } from 'node:url';
import type { WatchedProcess } from '../measure/process-usage.ts';
import { WrongSettingError } from '../wrong-setting-error.ts';
import { type Child, forkChild } from './fork-child.ts';
import { type DataSource, StandInReady, type StandInRequest } from './stand-in-request.ts';

type Endpoint = { readonly url: string; readonly token: string };

/** Both APIs, running, with an empty target project for each project of the source. */
export type StandIns = AsyncDisposable & {
  readonly source: Endpoint;
  readonly target: Endpoint;
  readonly pairs: readonly ProjectPair[];
  /** Levels of the source's deepest tree of folders. */
  readonly depth: number;
  readonly processes: readonly WatchedProcess[];
};
export type ProjectPair = { readonly projectKey: string; readonly projectId: number };

export type StandInOptions = {
  readonly data: DataSource;
  /** Keys of projects; null: all that the data has. */
  readonly projects: readonly string[] | null;
  readonly latencyMs: number;
  readonly rps: number;
};

const SCRIPT = fileURLToPath(import.meta.resolve('./main.ts'));

export async function openStandIns({ data, projects, latencyMs, rps }: StandInOptions): Promise<StandIns> {
  await using stack = new AsyncDisposableStack();
  const start = (request: StandInRequest) => startOne(stack.use(forkChild(SCRIPT, request)));
  const source = await start({ side: 'source', latencyMs, rps, data });
  const pairs = toPairs(source.projectKeys, projects);
  const targets = pairs.map(({ projectKey, projectId }) => ({ id: projectId, name: projectKey }));
  const target = await start({ side: 'target', latencyMs, rps, projects: targets });
  const processes = [
    { name: 'stand-in Zephyr', pid: source.pid },
    { name: 'stand-in qTest', pid: target.pid },
  ];
  const owned = stack.move();
  return {
    source,
    target,
    pairs,
    depth: source.depth,
    processes,
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}

async function startOne(child: Child) {
  return { ...StandInReady.parse(await child.firstMessage()), pid: child.pid };
}

function toPairs(keys: readonly string[], wanted: readonly string[] | null): readonly ProjectPair[] {
  const missing = wanted?.filter((key) => !keys.includes(key)) ?? [];
  if (missing.length > 0)
    throw new WrongSettingError(`The data has ${keys.join(', ')}, but no ${missing.join(', ')}.`);
  return (wanted ?? keys).map((projectKey, index) => ({ projectKey, projectId: index + 1 }));
}
