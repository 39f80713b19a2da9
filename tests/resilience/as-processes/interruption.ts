import type { Phase, StagePhase } from '@z2q/contracts';
import type { Fault } from '@z2q/sandbox';
import type { ServiceName, ServiceProcess } from '@z2q/test-kit';
import { hasLongTests } from '../../kit/long-tests.ts';
import type { Scenario } from '../../scenario/open-scenario.ts';
import { RUN_TIMEOUT_MS } from '../../scenario/run-migration.ts';
import { type StoredBatch, whileInHand } from '../../scenario/store-file.ts';
import type { Processes } from './processes.ts';

/**
 * A worker that is interrupted while it works on a batch of its phase, in a run that no other interruption
 * touches.
 */
export type Interruption = {
  readonly service: ServiceName;
  readonly phase: StagePhase;
  readonly projectId: number;
  /** Phases that are run beforehand. */
  readonly before: readonly Phase[];
  /** Phases of the interrupted run. */
  readonly phases: readonly Phase[];
  /** Phases that are run afterwards, one by one. */
  readonly after: readonly Phase[];
  /**
   * Requests that are answered slowly, so that the worker is interrupted in one of them. Without, between two
   * transactions.
   */
  readonly waitsFor?: { readonly side: 'zephyr' | 'qtest'; readonly method: string; readonly path: string };
};

/** A small batch size, so that further batches are left after the interruption. */
const TO_SPARE = 2;

const ALL: readonly Interruption[] = [
  {
    service: 'extractor',
    phase: 'extract',
    projectId: 2,
    before: [],
    phases: ['extract', 'transform', 'load', 'validate'],
    after: [],
    waitsFor: { side: 'zephyr', method: 'GET', path: '/(testcases|testexecutions)/[^/]+/' },
  },
  {
    service: 'transformer',
    phase: 'transform',
    projectId: 3,
    before: ['extract'],
    phases: ['transform'],
    after: ['load', 'validate'],
  },
  {
    service: 'loader',
    phase: 'load',
    projectId: 4,
    before: ['extract', 'transform'],
    phases: ['load'],
    after: ['validate'],
    waitsFor: { side: 'qtest', method: 'POST', path: '/projects/4/test-cases$' },
  },
  {
    service: 'validator',
    phase: 'validate',
    projectId: 5,
    before: ['extract', 'transform', 'load'],
    phases: ['validate'],
    after: [],
    waitsFor: { side: 'qtest', method: 'GET', path: '/projects/5/.*test-(runs|logs)' },
  },
];

export const INTERRUPTIONS = ALL.filter(({ service }) => hasLongTests || service === 'loader');

/** One migration for each interruption, prepared up to the run that is interrupted. */
export type Interruptible = {
  startRun(interruption: Interruption): Promise<string>;
  /** Calls `act` with the newest process of the service while it has a batch of the run in hand. */
  interrupt(
    interruption: Interruption,
    runId: string,
    act: (worker: ServiceProcess) => Promise<unknown>,
  ): Promise<StoredBatch>;
  /**
   * Waits for the interrupted run, then runs the phases after it.
   * @returns the final states of all these runs.
   */
  complete(interruption: Interruption, runId: string): Promise<readonly string[]>;
};

export async function openInterruptible({ scenario }: Processes): Promise<Interruptible> {
  const { api, stack } = scenario;
  const migrations = new Map<number, string>();
  const prepare = async ({ projectId, before }: Interruption): Promise<void> => {
    const migrationId = await scenario.migrateTo(projectId, { batchSize: TO_SPARE });
    migrations.set(projectId, migrationId);
    if (before.length > 0) await api.run(migrationId, { phases: before, timeoutMs: RUN_TIMEOUT_MS });
  };
  await Promise.all(INTERRUPTIONS.map(prepare));
  return {
    startRun: ({ projectId, phases }) => api.startRun(migrations.get(projectId) ?? '', phases),
    interrupt: async ({ service, phase, waitsFor }, runId, act) => {
      const held = waitsFor && holdAnswers(scenario, waitsFor);
      const isReady = held?.hasStruck ?? (() => true);
      const worker = stack.newest(service);
      const batch = await whileInHand(scenario, { runId, phase, isReady }, () => act(worker));
      held?.release();
      return batch;
    },
    complete: async ({ projectId, after }, runId) => {
      const runs = [await api.waitForRun(runId, undefined, RUN_TIMEOUT_MS)];
      for (const phase of after) {
        const request = { phases: [phase], timeoutMs: RUN_TIMEOUT_MS };
        runs.push(await api.run(migrations.get(projectId) ?? '', request));
      }
      return runs.map(({ state }) => state);
    },
  };
}

function holdAnswers(scenario: Scenario, { side, ...match }: NonNullable<Interruption['waitsFor']>) {
  const { behaviour, stats } = scenario[side];
  const fault: Fault = { kind: 'held', ...match };
  behaviour.faults.push(fault);
  return {
    hasStruck: () => stats.strikesOf(fault) > 0,
    release: (): void => {
      behaviour.faults = behaviour.faults.filter((other) => other !== fault);
    },
  };
}
