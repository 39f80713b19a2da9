import { type Context, createContextKey, ROOT_CONTEXT, TraceFlags, trace } from '@opentelemetry/api';
import {
  type IdGenerator,
  RandomIdGenerator,
  type Sampler,
  SamplingDecision,
} from '@opentelemetry/sdk-trace';
import type { RunId } from '@z2q/contracts';

/** Attribute with the id of a run; each span has it. */
export const RUN_ID = 'z2q.run.id';

/** Key of the attributes that spans take from the context they are started in. */
export const FACTS = createContextKey('z2q.facts');

const UUID = /^(.{8})(.{4})(.{4})(.{4})(.{12})$/;

/** The run of a trace. */
export const runIdOf = (traceId: string): string => traceId.replace(UUID, '$1-$2-$3-$4-$5');

/**
 * Ids of the trace of a run and of its first span. They follow from the run's id, so that whatever process enqueues a
 * batch finds the trace, also after a restart or with an empty Redis.
 */
const toIds = (runId: RunId): { readonly traceId: string; readonly spanId: string } => {
  const traceId = runId.replaceAll('-', '');
  return { traceId, spanId: traceId.slice(16) };
};

/** The context of work that belongs to a run, but to no job of it. */
export const runContextOf = (runId: RunId): Context =>
  trace.setSpanContext(ROOT_CONTEXT, { ...toIds(runId), traceFlags: TraceFlags.SAMPLED, isRemote: true });

/** Ids of spans, which are random but in `as`. */
export type RunIds = IdGenerator & {
  /** Starts the first span of a run. */
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

/** Leaves out what workers do when they have no job, several times a second: asking, extending, looking for what stalled. */
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
