import type { Phase, StagePhase } from '@z2q/contracts';
import type { Behaviour, Fault } from '@z2q/sandbox';
import type { ServiceName, ServiceProcess } from '@z2q/test-kit';
import { openScenario, type Scenario } from '../scenario/open-scenario.ts';
import { RUN_TIMEOUT_MS, runMigration } from '../scenario/run-migration.ts';
import { tinyData } from '../scenario/small-data.ts';
import { type StoredBatch, whileInHand } from '../scenario/store-file.ts';
import { type Comparable, toComparable } from '../scenario/to-comparable.ts';

/** A worker to be interrupted over a batch of its phase, in a run that nobody else's interruption touches. */
export type Interruption = {
  readonly service: ServiceName;
  readonly phase: StagePhase;
  readonly projectId: number;
  /** Phases that are run before anything is interrupted. */
  readonly before: readonly Phase[];
  /** Phases of the run that is interrupted. */
  readonly phases: readonly Phase[];
  /** Phases that are run after it, one by one. */
  readonly after: readonly Phase[];
  /** Keeps the worker in mid-request; one that asks nothing of an API is caught between two transactions. */
  readonly held?: { readonly by: 'zephyr' | 'qtest'; readonly fault: Fault };
};

export const INTERRUPTIONS: readonly Interruption[] = [
  {
    service: 'extractor',
    phase: 'extract',
    projectId: 2,
    before: [],
    phases: ['extract', 'transform', 'load', 'validate'],
    after: [],
    held: { by: 'zephyr', fault: { kind: 'held', path: '/testcases/[^/]+/teststeps' } },
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
    held: { by: 'qtest', fault: { kind: 'held', method: 'POST', path: '/projects/4/test-cases$' } },
  },
  {
    service: 'validator',
    phase: 'validate',
    projectId: 5,
    before: ['extract', 'transform', 'load'],
    phases: ['validate'],
    after: [],
    held: { by: 'qtest', fault: { kind: 'held', path: '/projects/5/.*test-(runs|logs)' } },
  },
];

/** A scenario in which every interruption's migration stands where its run is to begin. */
export type Interruptible = AsyncDisposable & {
  readonly scenario: Scenario;
  /** @returns what the target holds of a migration that nobody has disturbed. */
  readonly undisturbed: Comparable;
  /** Starts the run, and acts on the newest process of the service while it has a batch in hand. */
  interrupt(
    interruption: Interruption,
    act: (worker: ServiceProcess) => Promise<unknown>,
  ): Promise<StoredBatch>;
  /** Waits for the interrupted run, and runs what comes after it. @returns the states of all of them. */
  complete(interruption: Interruption, runId: string): Promise<readonly string[]>;
  contentsOf(projectId: number): Comparable;
};

export async function openInterruptible(projects: number): Promise<Interruptible> {
  const began = new Date();
  await using resources = new AsyncDisposableStack();
  const scenario = resources.use(await openScenario({ data: tinyData(), projects }));
  const { api, stack } = scenario;
  const migrations = new Map<number, string>();
  const prepare = async ({ projectId, before }: Interruption): Promise<void> => {
    const migrationId = await scenario.migrateTo(projectId);
    migrations.set(projectId, migrationId);
    if (before.length > 0) await api.run(migrationId, { phases: before, timeoutMs: RUN_TIMEOUT_MS });
  };
  await Promise.all([runMigration(scenario, 1), ...INTERRUPTIONS.map(prepare)]);
  const contentsOf = (projectId: number) => toComparable(scenario.targetProject(projectId), began);
  const owned = resources.move();
  return {
    scenario,
    undisturbed: contentsOf(1),
    contentsOf,
    interrupt: async ({ service, phase, projectId, phases, held }, act) => {
      const release = held && hold(scenario[held.by].behaviour, held.fault);
      const isReady = (): boolean => !held || scenario[held.by].stats.strikesOf(held.fault) > 0;
      const runId = await api.startRun(migrations.get(projectId) ?? '', phases);
      const worker = stack.processes.findLast(({ name }) => name === service) as ServiceProcess;
      const batch = await whileInHand(scenario, { runId, phase, isReady }, () => act(worker));
      release?.();
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
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}

/** @returns how to take the fault away again. */
function hold(behaviour: Behaviour, fault: Fault): () => void {
  behaviour.faults.push(fault);
  return () => {
    behaviour.faults = behaviour.faults.filter((other) => other !== fault);
  };
}
