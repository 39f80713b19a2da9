import { setTimeout as delay } from 'node:timers/promises';
import { type Attributes, context, propagation, ROOT_CONTEXT, trace } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { parseKeyPairsIntoRecord, W3CTraceContextPropagator } from '@opentelemetry/core';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { BatchSpanProcessor, type SpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace';
import type { RunId } from '@z2q/contracts';
import { BullMQOtel } from 'bullmq-otel';
import { complainOnce } from './complain-once.ts';
import type { SpanFacts, TracedProcess, Traces, TracesConfig } from './open-traces.ts';
import { createRunIds, FACTS, RUN_ID, runContextOf, runIdOf, sampleRuns } from './run-trace.ts';

/** A collector that takes longer loses these spans, so that no process waits for it. */
const SEND_WITHIN_MS = 2_000;
/** A process that stops has little time left once its batches are done. */
const FLUSH_WITHIN_MS = 1_000;

/**
 * Starts tracing in this process. There can be only one at a time, because OpenTelemetry keeps it in global
 * variables.
 */
export function startTracing(config: TracesConfig, { onError, ...process }: TracedProcess): Traces {
  const ids = createRunIds();
  const exporter = new OTLPTraceExporter({
    url: `${config.endpoint}/v1/traces`,
    headers: parseKeyPairsIntoRecord(config.headers?.reveal() ?? ''),
    timeoutMillis: SEND_WITHIN_MS,
  });
  const sender = new BatchSpanProcessor({
    exporter: complainOnce(exporter, onError),
    exportTimeoutMillis: SEND_WITHIN_MS,
  });
  const provider = new TracerProvider({
    resource: resourceFromAttributes({
      'service.name': `z2q-${process.service}`,
      'service.instance.id': process.instance,
      'service.version': process.version,
    }),
    sampler: sampleRuns,
    idGenerator: ids,
    spanProcessors: [nameRuns, sender],
  });
  context.setGlobalContextManager(new AsyncLocalStorageContextManager());
  // Only the ids of trace and span are written into jobs, no baggage.
  propagation.setGlobalPropagator(new W3CTraceContextPropagator());
  trace.setGlobalTracerProvider(provider);
  const tracer = provider.getTracer('z2q');
  return {
    telemetry: new BullMQOtel({ tracerName: 'bullmq', version: process.version }),
    begin: (runId, facts) => {
      const attributes = { [RUN_ID]: runId, ...toAttributes(facts) };
      ids.as(runId, () => tracer.startSpan('start run', { attributes }, ROOT_CONTEXT)).end();
    },
    within: (runId, facts, act) => {
      const within = isWithin(runId) ? context.active() : runContextOf(runId);
      return context.with(within.setValue(FACTS, toAttributes(facts)), act);
    },
    annotate: (facts) => void trace.getActiveSpan()?.setAttributes(toAttributes(facts)),
    [Symbol.asyncDispose]: async () => {
      const flushed = provider.shutdown().catch(() => undefined);
      await Promise.race([flushed, delay(FLUSH_WITHIN_MS, undefined, { ref: false })]);
      for (const api of [trace, propagation, context]) api.disable();
    },
  };
}

const isWithin = (runId: RunId): boolean => {
  const traceId = trace.getActiveSpan()?.spanContext().traceId;
  return traceId !== undefined && runIdOf(traceId) === runId;
};

/** Adds the run, and the attributes of its context, to every span. */
const nameRuns: SpanProcessor = {
  onStart: (span, parent) => {
    span.setAttribute(RUN_ID, runIdOf(span.spanContext().traceId));
    const facts = parent.getValue(FACTS);
    if (facts !== undefined) span.setAttributes(facts as Attributes);
  },
  onEnd: () => undefined,
  forceFlush: async () => undefined,
  shutdown: async () => undefined,
};

const toAttributes = ({ migrationId, phase, entityType, batch }: SpanFacts): Attributes =>
  withoutUndefined({
    'z2q.migration.id': migrationId,
    'z2q.phase': phase,
    'z2q.entity_type': entityType,
    'z2q.batch': batch,
  });

const withoutUndefined = (attributes: Attributes): Attributes =>
  Object.fromEntries(Object.entries(attributes).filter(([, value]) => value !== undefined));
