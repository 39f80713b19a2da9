import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { databaseFile } from '@z2q/store';
import { type OwnRedis, openOwnRedis, startStack } from '@z2q/test-kit';
import { Redis } from 'ioredis';
import { createClock } from '../kit/clock.ts';
import { everyKind } from '../scenario/every-kind.ts';
import { createMigrateTo } from '../scenario/migrations.ts';
import { openStandIns } from '../scenario/open-stand-ins.ts';
import { seedForeignObjects } from '../scenario/seed-foreign-objects.ts';
import { type CrewOfProcesses, createCrewOfProcesses } from './crew-of-processes.ts';
import type { Arena, ArenaOptions } from './open-arena.ts';
import { openChaosProxy } from './open-chaos-proxy.ts';
import { openProgressWatch } from './progress-watch.ts';
import type { StrainWatch } from './strain-watch.ts';
import { createWorld } from './world.ts';

const SETTLE_MS = 4_000;
const TURN_EVERY_MS = 200;
const MARK = fileURLToPath(new URL('./mark-process.ts', import.meta.url));

/** Like `openArena`, with the services as processes, a Redis of their own, and the time of the machine. */
export async function openProcessArena({ name, striker, loaders }: ArenaOptions): Promise<Arena> {
  await using resources = new AsyncDisposableStack();
  const clock = createClock();
  const world = createWorld(striker, clock, SETTLE_MS);
  const source = resources.use(await openChaosProxy(world, 'source'));
  const target = resources.use(await openChaosProxy(world, 'target'));
  const data = everyKind();
  const standIns = resources.use(await openStandIns({ data }));
  source.leadTo(standIns.zephyr.url);
  target.leadTo(standIns.qtest.url);
  await seedForeignObjects(standIns.qtest, 1);
  const redis = await openOwnRedis();
  const stack = resources.use(
    await startStack({
      ...standIns,
      loaders,
      env: {
        REDIS_URL: redis.url,
        ZEPHYR_BASE_URL: `${source.url}/v2`,
        QTEST_BASE_URL: target.url,
        QTEST_WRITE_SETTLE_MS: String(SETTLE_MS),
        NODE_OPTIONS: `--import=${MARK}`,
      },
    }),
  );
  const crew = createCrewOfProcesses({ name, world, stack, ...createRedisHarms(redis, resources) });
  const progress = resources.use(openProgressWatch(databaseFile(stack.dataDir), clock.now));
  const ticking = resources.use(tickOver({ world, crew, progress }));
  const held = resources.move();
  return {
    kit: { ...standIns, api: stack.api, dataDir: stack.dataDir, migrateTo: createMigrateTo(stack.api, data) },
    world,
    operator: {
      lookAfter: () => undefined,
      watch: () => undefined,
      act: async () => undefined,
      acts: crew.acts,
    },
    progress,
    strain: { during: ticking.during, longestTurnMs: () => 0, mostMemory: () => 0 },
    listTrespasses: () => world.trespasses,
    settle: () => delay(2 * SETTLE_MS),
    runs: [],
    [Symbol.asyncDispose]: () => held.disposeAsync(),
  };
}

/** Empties Redis, or kills it and starts another at the same port. */
function createRedisHarms(first: OwnRedis, resources: AsyncDisposableStack) {
  let redis = first;
  resources.defer(() => redis[Symbol.asyncDispose]());
  return {
    emptyRedis: async () => {
      const client = new Redis(redis.url);
      await client.flushall().finally(() => client.disconnect());
    },
    restartRedis: async () => {
      await redis[Symbol.asyncDispose]();
      redis = await openOwnRedis({ port: first.port });
    },
  };
}

type Ticked = Pick<Arena, 'world' | 'progress'> & { readonly crew: CrewOfProcesses };

/**
 * Repeatedly lands late writes and thaws frozen processes; while a run is waited for, also does harm and
 * checks progress.
 */
function tickOver({ world, crew, progress }: Ticked): AsyncDisposable & Pick<StrainWatch, 'during'> {
  let isWaitedFor = false;
  const turn = async (): Promise<void> => {
    await world.turn();
    if (!isWaitedFor) return;
    await crew.turn();
    progress.look('a run', crew.areAllAtWork());
  };
  let turning = Promise.resolve();
  const timer = setInterval(() => {
    turning = turning.then(turn).catch((error: unknown) => void world.trespasses.push(String(error)));
  }, TURN_EVERY_MS);
  return {
    during: (act) => {
      isWaitedFor = true;
      return act().finally(() => {
        isWaitedFor = false;
      });
    },
    [Symbol.asyncDispose]: async () => {
      clearInterval(timer);
      await turning;
      crew.wakeAll();
      world.bury();
    },
  };
}
