import type { BatchJob } from '@z2q/contracts';
import { databaseFile } from '@z2q/store';
import { createClock } from '../kit/clock.ts';
import { openPipeline, type Pipeline } from '../kit/open-pipeline.ts';
import { openWorker } from '../kit/open-worker.ts';
import { workUntil } from '../kit/work-until.ts';
import { everyKind } from '../scenario/every-kind.ts';
import { seedForeignObjects } from '../scenario/seed-foreign-objects.ts';
import { markRequests } from './hand.ts';
import { createHands } from './hands.ts';
import { openChaosProxy } from './open-chaos-proxy.ts';
import { openStrangers } from './open-strangers.ts';
import { createOperator, type Operator } from './operator.ts';
import { openProgressWatch, type ProgressWatch } from './progress-watch.ts';
import { createStaff } from './staff.ts';
import { createStrainWatch, type StrainWatch } from './strain-watch.ts';
import type { Striker } from './striker.ts';
import { createWorkThrough } from './work-through.ts';
import { createWorld, type World } from './world.ts';

const SETTLE_MS = 60_000;

export type ArenaOptions = {
  /** Seed of everything that happens in the arena. */
  readonly name: string;
  readonly striker: Striker;
  readonly loaders: number;
  /** One batch and one request at a time, so that a replay comes closer to the original. */
  readonly isSerial: boolean;
};

/** The parts of a pipeline that a migration needs. */
export type Stage = Pick<Pipeline, 'api' | 'qtest' | 'targetProject' | 'migrateTo' | 'dataDir'>;

/** The whole product with everything that may strike it, and a target that holds foreign objects too. */
export type Arena = AsyncDisposable & {
  readonly kit: Stage;
  readonly world: World;
  readonly operator: Operator;
  readonly progress: ProgressWatch;
  readonly strain: StrainWatch;
  /** Everything that was done and must never be done, such as a change of a foreign object. */
  readonly listTrespasses: () => readonly string[];
  /** Lets enough time pass that no write can land any more. */
  readonly settle: () => Promise<void>;
  /** Ids of the runs in order; batches are named by the number of their run. */
  readonly runs: string[];
};

export async function openArena({ name, striker, loaders, isSerial }: ArenaOptions): Promise<Arena> {
  await using resources = new AsyncDisposableStack();
  const clock = createClock();
  const world = createWorld(striker, clock, SETTLE_MS);
  resources.use(markRequests());
  const source = resources.use(await openChaosProxy(world, 'source'));
  const target = resources.use(await openChaosProxy(world, 'target'));
  const staff = resources.use(createStaff(world));
  const strangers = resources.use(await openStrangers());
  let work: typeof workUntil = workUntil;
  const env = { ZEPHYR_BASE_URL: `${source.url}/v2`, QTEST_BASE_URL: target.url };
  const kit = resources.use(
    await openPipeline({
      data: everyKind(),
      clock,
      loaders,
      env: isSerial ? { ...env, ZEPHYR_CONCURRENCY: '1', QTEST_CONCURRENCY: '1' } : env,
      open: (name, options) =>
        strangers.areMeantBy(options.env) ? openWorker(name, options) : staff.open(name, options),
      work: (...given) => work(...given),
      ...(isSerial ? { atOnce: 1 } : {}),
    }),
  );
  source.leadTo(kit.zephyr.url);
  target.leadTo(kit.qtest.url);
  await strangers.enter(kit);
  await seedForeignObjects(kit.qtest, 1);
  const progress = resources.use(openProgressWatch(databaseFile(kit.dataDir), clock.now));
  const operator = createOperator({ name, world, staff, strangers, api: kit.api });
  const runs: string[] = [];
  const nameOf = ({ runId, phase, entityType, batch }: BatchJob): string =>
    `run ${runs.indexOf(runId) + 1} ${phase}/${entityType}/${batch}`;
  const hands = createHands(world, staff, nameOf);
  work = createWorkThrough({ world, staff, hands, progress, operate: operator.act });
  resources.defer(() => world.bury());
  const held = resources.move();
  return {
    kit,
    world,
    operator,
    progress,
    strain: createStrainWatch(),
    listTrespasses: () => [...world.trespasses, ...strangers.listTrespasses()],
    settle: async () => {
      clock.advance(2 * SETTLE_MS);
      await world.turn();
    },
    runs,
    [Symbol.asyncDispose]: () => held.disposeAsync(),
  };
}
