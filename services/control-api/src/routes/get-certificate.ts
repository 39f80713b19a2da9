import { CertificateView } from '@z2q/contracts';
import { renderCertificate, toCertificate } from '@z2q/report';
import { readCertificateInput } from '../certificate/read-certificate-input.ts';
import type { ControlContext } from '../context.ts';
import type { ControlApp } from '../http/control-app.ts';
import { HTML_ANSWER, HTML_TYPE, toFileName } from '../http/files.ts';
import { MigrationParams } from '../http/id-params.ts';
import { negotiate } from '../http/negotiate.ts';
import { problemAnswers } from '../http/problem-answers.ts';
import { loadMigration } from '../runs/load-migration.ts';

export function addGetCertificate(app: ControlApp, context: ControlContext): void {
  app.get(
    '/v1/migrations/:id/certificate',
    {
      config: { isPage: true },
      schema: {
        operationId: 'getCertificate',
        security: [{ token: ['view'] }, { password: [] }],
        summary: 'The certificate of a migration, to be signed: JSON, or a page to print',
        description:
          'JSON unless `Accept` asks for HTML. `certified` only if the newest run validated, is completed and verified, and nothing was changed since; otherwise `gaps` says what is missing. It is made when asked for and reads every verified record once. Takes HTTP basic auth as the report does.',
        tags: ['Migrations'],
        params: MigrationParams,
        response: {
          200: { content: { 'application/json': { schema: CertificateView }, ...HTML_ANSWER } },
          ...problemAnswers('invalid_request', 'migration_not_found', 'not_acceptable'),
        },
      },
    },
    async (request, reply) => {
      const type = negotiate(request, ['application/json', HTML_TYPE]);
      const migration = await loadMigration(context.store.read, request.params.id);
      const certificate = toCertificate(await readCertificateInput(context, migration));
      if (type === 'application/json') return certificate;
      reply.type(`${type}; charset=utf-8`);
      reply.header('content-disposition', toFileName(`certificate-${migration.id}.html`, 'inline'));
      return renderCertificate(certificate);
    },
  );
}
