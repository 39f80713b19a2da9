import type { MigrationId, RunId, StagePhase, StageType } from '@z2q/contracts';
import type { Telemetry } from 'bullmq';

/** Where spans are sent. */
export type TracesConfig = {
  /** URL of an OTLP/HTTP receiver, without `/v1/traces`. */
  readonly endpoint: string;
  /** `name=value,…`, sent with each request. */
  readonly headers: { readonly reveal: () => string } | null;
};

/** The process that sends the spans. */
export type TracedProcess = {
  readonly service: string;
  readonly instance: string;
  readonly version: string;
  /** Called when an export fails, and again only after another one has succeeded. */
  readonly onError: (error: Error) => void;
};

/** Attributes of spans: the work that they measure. */
export type SpanFacts = {
  readonly migrationId?: MigrationId;
  readonly phase?: StagePhase;
  readonly entityType?: StageType;
  readonly batch?: number;
};

/** The traces of this process. A run is one trace, whose id is the run's without its hyphens. */
export type Traces = AsyncDisposable & {
  /** Traces the jobs of a queue or worker, and hands the trace on in their options. */
  readonly telemetry: Telemetry;
  /** Sends the first span of a run, the parent of all others. */
  readonly begin: (runId: RunId, facts: SpanFacts) => void;
  /** Makes the spans of `act` belong to a run. */
  readonly within: <Result>(runId: RunId, facts: SpanFacts, act: () => Promise<Result>) => Promise<Result>;
  /** Adds attributes to the span that is active, such as that of the job being worked on. */
  readonly annotate: (facts: SpanFacts) => void;
};

/** Loads OpenTelemetry only if spans are sent, because it is a large part of what a process would load. */
export async function openTraces(
  config: TracesConfig | null,
  process: TracedProcess,
): Promise<Traces | undefined> {
  if (config === null) return undefined;
  const { startTracing } = await import('./start-tracing.ts');
  return startTracing(config, process);
}
