import { Readable } from 'node:stream';
import { ReportView } from '@z2q/contracts';
import { renderCsv, renderHtml, toReport } from '@z2q/report';
import { inRun } from '@z2q/store';
import type { ControlContext } from '../context.ts';
import type { ControlApp } from '../http/control-app.ts';
import {
  CSV_ANSWER,
  CSV_TYPE,
  HTML_ANSWER,
  HTML_TYPE,
  toFileName,
  XML_ANSWER,
  XML_TYPE,
} from '../http/files.ts';
import { RunParams } from '../http/id-params.ts';
import { negotiate } from '../http/negotiate.ts';
import { problemAnswers } from '../http/problem-answers.ts';
import { listReportLines } from '../report/list-report-lines.ts';
import { readReportInput } from '../report/read-report-input.ts';
import { streamJunit } from '../report/stream-junit.ts';
import { loadRun } from '../runs/load-run.ts';

export function addGetReport(app: ControlApp, context: ControlContext): void {
  app.get(
    '/v1/runs/:id/report',
    {
      config: { isPage: true },
      schema: {
        operationId: 'getReport',
        security: [{ token: ['view'] }, { password: [] }],
        summary:
          'The report of a run: JSON, a page to show, each failed and skipped record as CSV, or the checks as JUnit XML',
        description:
          'JSON unless `Accept` asks otherwise; `application/xml` is JUnit: a suite for the run and for each type, a case for each check and each failed record. It takes HTTP basic auth (any user, the token as password), so that a browser can open it.',
        tags: ['Runs'],
        params: RunParams,
        response: {
          200: {
            content: {
              'application/json': { schema: ReportView },
              ...HTML_ANSWER,
              ...CSV_ANSWER,
              ...XML_ANSWER,
            },
          },
          ...problemAnswers('invalid_request', 'run_not_found', 'not_acceptable'),
        },
      },
    },
    async (request, reply) => {
      const type = negotiate(request, ['application/json', HTML_TYPE, CSV_TYPE, XML_TYPE]);
      const run = await loadRun(context.store.read, request.params.id);
      reply.type(type === 'application/json' ? type : `${type}; charset=utf-8`);
      if (type === CSV_TYPE) {
        reply.header('content-disposition', toFileName(`report-${run.id}.csv`));
        return renderCsv(listReportLines(inRun(context.store.read, run)));
      }
      const report = toReport(await readReportInput(context, run));
      if (type === 'application/json') return report;
      if (type === XML_TYPE) {
        reply.header('content-disposition', toFileName(`report-${run.id}.xml`));
        return Readable.from(streamJunit(inRun(context.store.read, run), report));
      }
      reply.header('content-disposition', toFileName(`report-${run.id}.html`, 'inline'));
      return renderHtml(report);
    },
  );
}
