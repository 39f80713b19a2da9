import { type Context, createContextKey, ROOT_CONTEXT, TraceFlags, trace } from '@opentelemetry/api';
import {
  type IdGenerator,
  RandomIdGenerator,
  type Sampler,
  SamplingDecision,
} from '@opentelemetry/sdk-trace';
import type { RunId } from '@z2q/contracts';

/** Attribute of every span: the id of its run. */
export const RUN_ID = 'z2q.run.id';

/** Context key of the attributes that a span takes over from its context. */
export const FACTS = createContextKey('z2q.facts');

const UUID = /^(.{8})(.{4})(.{4})(.{4})(.{12})$/;

/** Id of the run that a trace belongs to. */
export const runIdOf = (traceId: string): string => traceId.replace(UUID, '$1-$2-$3-$4-$5');

/**
 * Ids of a run's trace and of its first span. They are computed from the run's id, so that every process
 * finds the trace, also after a restart or with an empty Redis.
 */
const toIds = (runId: RunId): { readonly traceId: string; readonly spanId: string } => {
  const traceId = runId.replaceAll('-', '');
  return { traceId, spanId: traceId.slice(16) };
};

/** Context for work that belongs to a run, but to none of its jobs. */
export const runContextOf = (runId: RunId): Context =>
  trace.setSpanContext(ROOT_CONTEXT, { ...toIds(runId), traceFlags: TraceFlags.SAMPLED, isRemote: true });

/** Generates random span ids, except inside `as`. */
export type RunIds = IdGenerator & {
  /** Starts the first span of a run, with the ids computed from the run's id. */
  readonly as: <Span>(runId: RunId, start: () => Span) => Span;
};

export function createRunIds(): RunIds {
  const random = new RandomIdGenerator();
  let own: ReturnType<typeof toIds> | undefined;
  return {
    generateTraceId: () => own?.traceId ?? random.generateTraceId(),
    generateSpanId: () => own?.spanId ?? random.generateSpanId(),
    as: (runId, start) => {
      own = toIds(runId);
      try {
        return start();
      } finally {
        own = undefined;
      }
    },
  };
}

/**
 * Leaves out what workers do several times a second without a job: asking for one, extending locks, looking
 * for stalled jobs.
 */
export const sampleRuns: Sampler = {
  shouldSample: (context, _traceId, name, _kind, attributes) => {
    const isOfRun = attributes[RUN_ID] !== undefined || isSampled(context);
    const isRecorded = isOfRun && !name.startsWith('getNextJob');
    return { decision: isRecorded ? SamplingDecision.RECORD_AND_SAMPLED : SamplingDecision.NOT_RECORD };
  },
  toString: () => 'sampleRuns',
};

const isSampled = (context: Context): boolean =>
  ((trace.getSpanContext(context)?.traceFlags ?? TraceFlags.NONE) & TraceFlags.SAMPLED) !== 0;
