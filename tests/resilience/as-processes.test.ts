import { afterAll, beforeAll, describe } from 'vitest';
import { hasLongTests } from '../kit/long-tests.ts';
import { testHarmedRedis } from './as-processes/harmed-redis.ts';
import { testInterruptedWorkers } from './as-processes/interrupted-workers.ts';
import { testKilledRollback } from './as-processes/killed-rollback.ts';
import { openProcesses, type Processes } from './as-processes/processes.ts';
import { testRacingLoaders } from './as-processes/racing-loaders.ts';

/** Half of such a test is the start of its processes, so all share one set of them. */
let processes: Processes;

beforeAll(async () => {
  processes = await openProcesses();
});
afterAll(() => processes[Symbol.asyncDispose]());

describe('workers that are interrupted', () => testInterruptedWorkers(() => processes));
describe.runIf(hasLongTests)('loaders that race', () => testRacingLoaders(() => processes));
describe('a Redis that is harmed', () => testHarmedRedis(() => processes));
describe.runIf(hasLongTests)('a rollback that is killed', () => testKilledRollback(() => processes));
