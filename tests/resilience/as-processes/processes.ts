import { openOwnRedis } from '@z2q/test-kit';
import { Redis } from 'ioredis';
import { openScenario, type Scenario } from '../../scenario/open-scenario.ts';
import { runMigration } from '../../scenario/run-migration.ts';
import { tinyData } from '../../scenario/small-data.ts';
import { type Comparable, toComparable } from '../../scenario/to-comparable.ts';

/**
 * One process of each service, for tests that interrupt processes. Each test has target projects of its own.
 */
export type Processes = AsyncDisposable & {
  readonly scenario: Scenario;
  /** Sends commands to Redis. */
  askRedis<Answer>(command: (client: Redis) => Promise<Answer>): Promise<Answer>;
  /** The target of a migration that was not disturbed. */
  readonly undisturbed: Comparable;
  contentsOf(projectId: number): Comparable;
  /** Kills Redis and calls `act` while it is away. */
  withoutRedis<Answer>(act: () => Promise<Answer>): Promise<Answer>;
};

const PROJECTS = 30;

export async function openProcesses(): Promise<Processes> {
  const began = new Date();
  await using resources = new AsyncDisposableStack();
  let redis = await openOwnRedis();
  resources.defer(() => redis[Symbol.asyncDispose]());
  const env = { REDIS_URL: redis.url };
  const scenario = resources.use(await openScenario({ data: tinyData(), projects: PROJECTS, env }));
  await runMigration(scenario, 1);
  const contentsOf = (projectId: number) => toComparable(scenario.targetProject(projectId), began);
  const held = resources.move();
  return {
    scenario,
    askRedis: (command) => ask(redis.url, command),
    undisturbed: contentsOf(1),
    contentsOf,
    withoutRedis: async (act) => {
      const { port } = redis;
      await redis[Symbol.asyncDispose]();
      try {
        return await act();
      } finally {
        redis = await openOwnRedis({ port });
      }
    },
    [Symbol.asyncDispose]: () => held.disposeAsync(),
  };
}

async function ask<Answer>(url: string, command: (client: Redis) => Promise<Answer>): Promise<Answer> {
  const client = new Redis(url);
  try {
    return await command(client);
  } finally {
    client.disconnect();
  }
}
