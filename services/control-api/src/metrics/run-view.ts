import { PauseReason, RunState } from '@z2q/contracts';
import { countRunsByState, listMonitoredRecords, listMonitoredRuns, type MonitoredRun } from '@z2q/store';
import { Gauge } from 'prom-client';
import type { ControlContext } from '../context.ts';
import type { View } from './view.ts';

/** Each run is a time series for each type and stage, so the number of runs is limited. */
const MOST_RUNS = 20;
const SHOWN = `of the runs under way and the newest others, ${MOST_RUNS} at most`;

export function createRunView({ store, now }: Pick<ControlContext, 'store' | 'now'>): View {
  const gauges = createGauges();
  const refresh = async (): Promise<void> => {
    const states = await countRunsByState(store.read);
    const shown = await listMonitoredRuns(store.read, MOST_RUNS);
    const records = await listMonitoredRecords(
      store.read,
      shown.map(({ id }) => id),
    );
    const nowMs = now().getTime();
    for (const gauge of Object.values(gauges)) gauge.reset();
    for (const state of RunState.options) gauges.runs.set({ state }, states.get(state) ?? 0);
    for (const reason of PauseReason.options) gauges.paused.set({ reason }, 0);
    for (const run of shown) tellRun(gauges, run, nowMs);
    for (const { runId, entityType, counts } of records) {
      const project = shown.find(({ id }) => id === runId)?.projectKey ?? '';
      for (const [stage, count] of Object.entries(counts))
        gauges.records.set({ run: runId, project, entity_type: entityType, stage }, count);
    }
  };
  return { gauges: Object.values(gauges), refresh };
}

type Gauges = ReturnType<typeof createGauges>;

const createGauges = () => ({
  runs: new Gauge({ name: 'z2q_runs', help: 'Runs, by state', labelNames: ['state'], registers: [] }),
  paused: new Gauge({
    name: 'z2q_runs_paused',
    help: `Paused runs, by reason; ${SHOWN}`,
    labelNames: ['reason'],
    registers: [],
  }),
  info: new Gauge({
    name: 'z2q_run_info',
    help: `Always 1; state and projects ${SHOWN}`,
    labelNames: ['run', 'project', 'target_project', 'kind', 'state'],
    registers: [],
  }),
  idle: new Gauge({
    name: 'z2q_run_idle_seconds',
    help: 'How long a queued or running run has finished no batch',
    labelNames: ['run', 'project'],
    registers: [],
  }),
  records: new Gauge({
    name: 'z2q_records',
    help: `Source records that reached a stage, by run; ${SHOWN}`,
    labelNames: ['run', 'project', 'entity_type', 'stage'],
    registers: [],
  }),
});

function tellRun({ info, paused, idle }: Gauges, run: MonitoredRun, nowMs: number): void {
  const { id, projectKey: project, kind, state, pauseReason } = run;
  info.set({ run: id, project, target_project: run.targetProjectId, kind, state }, 1);
  if (state === 'paused' && pauseReason !== null) paused.inc({ reason: pauseReason });
  if (state === 'queued' || state === 'running')
    idle.set({ run: id, project }, Math.max(0, nowMs - run.movedAt) / 1000);
}
