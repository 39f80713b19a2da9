import type { BatchJob } from '@z2q/contracts';
import type { ServiceName, ServiceProcess, Stack } from '@z2q/test-kit';
import { draw, pick } from './draw.ts';
import { createLife, type Life } from './life.ts';
import type { World } from './world.ts';

/** The services as real processes that something may strike; for one that is killed there is always another. */
export type CrewOfProcesses = {
  /** Goes on with those that stood still for long enough, and now and then kills one or takes Redis away. */
  readonly turn: () => Promise<void>;
  readonly areAllAtWork: () => boolean;
  /** So that they hear that they are to end. */
  readonly wakeAll: () => void;
  readonly acts: readonly string[];
};

type Harm = 'kill -9' | 'Redis emptied' | 'Redis killed';
const HARMS: readonly Harm[] = ['kill -9', 'kill -9', 'kill -9', 'Redis emptied', 'Redis killed'];
const HARM_RATE = 0.02;

/** What is known of a request by who made it. */
const PHASES: Readonly<Record<ServiceName, BatchJob['phase']>> = {
  extractor: 'extract',
  transformer: 'transform',
  loader: 'load',
  validator: 'validate',
  'control-api': 'validate',
};

type CrewDeps = {
  /** Seeds all that is done to them. */
  readonly name: string;
  readonly world: World;
  readonly stack: Stack;
  readonly emptyRedis: () => Promise<void>;
  /** Kills Redis, and has it come back empty. */
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

/** The life of a process: what strikes it is sent to it as a signal. */
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
