import type { BatchJob } from '@z2q/contracts';
import type { ServiceName, ServiceProcess, Stack } from '@z2q/test-kit';
import { draw, pick } from './draw.ts';
import { createLife, type Life } from './life.ts';
import type { World } from './world.ts';

/** The services as real processes that can be struck. A process that is killed is replaced. */
export type CrewOfProcesses = {
  /** Sometimes kills a process, or empties or kills Redis. */
  readonly turn: () => Promise<void>;
  readonly areAllAtWork: () => boolean;
  /** Lets frozen processes run again, so that they receive the signal to stop. */
  readonly wakeAll: () => void;
  readonly acts: readonly string[];
};

type Harm = 'kill -9' | 'Redis emptied' | 'Redis killed';
const HARMS: readonly Harm[] = ['kill -9', 'kill -9', 'kill -9', 'Redis emptied', 'Redis killed'];
const HARM_RATE = 0.02;

/** The phase assumed for a request, of which only the sending service is known. */
const PHASES: Readonly<Record<ServiceName, BatchJob['phase']>> = {
  extractor: 'extract',
  transformer: 'transform',
  loader: 'load',
  validator: 'validate',
  'control-api': 'validate',
};

type CrewDeps = {
  /** Seed of everything that happens to the processes. */
  readonly name: string;
  readonly world: World;
  readonly stack: Stack;
  readonly emptyRedis: () => Promise<void>;
  /** Kills Redis and starts an empty one at the same port. */
  readonly restartRedis: () => Promise<void>;
};

export function createCrewOfProcesses({
  name,
  world,
  stack,
  emptyRedis,
  restartRedis,
}: CrewDeps): CrewOfProcesses {
  const lives = new Map<ServiceProcess, Life>();
  const acts: string[] = [];
  let turns = 0;
  const adopt = (service: ServiceProcess): void => {
    const life = createProcessLife(service, () => adopt(stack.start(service.name)));
    lives.set(service, life);
    world.addLife(life);
    const nth = lives.size;
    const job = {
      runId: '' as BatchJob['runId'],
      phase: PHASES[service.name],
      entityType: 'project',
      batch: 0,
    } as const;
    world.hands.set(String(service.pid), {
      id: String(service.pid),
      life,
      job,
      subject: `${service.name} ${nth}`,
    });
  };
  for (const service of stack.processes) adopt(service);
  const harm = async (): Promise<void> => {
    const which = pick(HARMS, name, 'harm', turns);
    if (which === 'Redis emptied') await emptyRedis();
    if (which === 'Redis killed') await restartRedis();
    const victim = pick(
      [...lives].filter(([, life]) => life.isAtWork()),
      name,
      'victim',
      turns,
    );
    if (which === 'kill -9') victim?.[1].die();
    acts.push(which === 'kill -9' ? `kill -9 of a ${victim?.[0].name}` : (which ?? ''));
  };
  return {
    turn: async () => {
      turns += 1;
      if (!world.striker.isSpent() && draw(name, 'harms', turns) < HARM_RATE) await harm();
    },
    areAllAtWork: () => [...lives.values()].every((life) => life.isAtWork() || life.isDead()),
    wakeAll: () => {
      for (const [service, life] of lives) if (!life.isDead()) process.kill(service.pid, 'SIGCONT');
    },
    acts,
  };
}

/** The life of a process: freezing and killing are sent to it as signals. */
function createProcessLife(service: ServiceProcess, replace: () => void): Life {
  const life = createLife(() => undefined);
  return {
    ...life,
    die: () => {
      if (life.isDead()) return;
      life.die();
      void service.end('SIGKILL').then(replace);
    },
    freeze: (untilMs) => {
      if (life.isDead()) return;
      life.freeze(untilMs);
      process.kill(service.pid, 'SIGSTOP');
    },
    thaw: (nowMs) => {
      const wasAtWork = life.isAtWork();
      life.thaw(nowMs);
      if (!wasAtWork && life.isAtWork()) process.kill(service.pid, 'SIGCONT');
    },
  };
}
