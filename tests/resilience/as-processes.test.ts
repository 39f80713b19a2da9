import { afterAll, beforeAll, describe } from 'vitest';
import { hasLongTests } from '../kit/long-tests.ts';
import { testHarmedRedis } from './as-processes/harmed-redis.ts';
import { testInterruptedWorkers } from './as-processes/interrupted-workers.ts';
import { testKilledRollback } from './as-processes/killed-rollback.ts';
import { openProcesses, type Processes } from './as-processes/processes.ts';
import { testRacingLoaders } from './as-processes/racing-loaders.ts';

/** Starting processes takes half the time of such a test, so all tests share one set of them. */
let processes: Processes;

beforeAll(async () => {
  processes = await openProcesses();
});
afterAll(() => processes[Symbol.asyncDispose]());

describe('workers that are interrupted', () => testInterruptedWorkers(() => processes));
describe.runIf(hasLongTests)('loaders that race', () => testRacingLoaders(() => processes));
describe('a Redis that is harmed', () => testHarmedRedis(() => processes));
describe.runIf(hasLongTests)('a rollback that is killed', () => testKilledRollback(() => processes));
