import type { ControlContext } from '../context.ts';
import type { ControlApp } from '../http/control-app.ts';
import { METRICS_ANSWER } from '../http/files.ts';
import { problemAnswers } from '../http/problem-answers.ts';
import { createControlMetrics } from '../metrics/control-metrics.ts';

export function addMetrics(app: ControlApp, context: ControlContext): void {
  const metrics = createControlMetrics(context);
  app.get(
    '/metrics',
    {
      schema: {
        operationId: 'getMetrics',
        summary: 'Prometheus text',
        description:
          'Metrics of the whole installation for Prometheus: budgets, records, batches, pauses and workers.',
        tags: ['Operation'],
        response: { 200: { content: METRICS_ANSWER }, ...problemAnswers() },
      },
    },
    async (_, reply) => reply.type(metrics.contentType).send(await metrics.read()),
  );
}
