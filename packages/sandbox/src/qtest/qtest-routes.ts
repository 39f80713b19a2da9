import type { FastifyInstance } from 'fastify';
import { addAllowedValueRoutes } from './allowed-values.ts';
import { addAttachments } from './attachments.ts';
import { addAuthorization, addErrorAnswers } from './auth.ts';
import { addBuilds } from './builds.ts';
import { addCaseProperties } from './case-properties.ts';
import { addComments } from './comments.ts';
import type { QtestContext } from './context.ts';
import { addDefects } from './defects.ts';
import { addFields } from './fields.ts';
import { addLinks } from './links.ts';
import { addModules } from './modules.ts';
import { addOauth } from './oauth.ts';
import { createProjectApi } from './project-api.ts';
import { addProjects } from './projects.ts';
import { addReleases } from './releases.ts';
import { addRequirements } from './requirements.ts';
import { addSubHierarchy } from './run-tree.ts';
import { addSandboxRoutes } from './sandbox-routes.ts';
import { addSearch } from './search.ts';
import { addSiteHabits } from './site-habits.ts';
import { addTestCaseVersions } from './test-case-version-routes.ts';
import { addTestCases } from './test-cases.ts';
import { addTestCycles } from './test-cycles.ts';
import { addTestLogs } from './test-logs.ts';
import { addTestRuns } from './test-runs.ts';
import { addTestSteps, addTestStepsV4 } from './test-steps.ts';
import { addTestSuites } from './test-suites.ts';
import { addUsers } from './users.ts';

/** Adds the whole API to a server. */
export function addQtestRoutes(app: FastifyInstance, context: QtestContext): void {
  addErrorAnswers(app);
  addSiteHabits(app, context);
  addAuthorization(app, context);
  addSandboxRoutes(app, context);
  addOauth(app, context);
  acceptEmptyJson(app);

  const api = createProjectApi(app, context);
  addProjects(app, api);
  addUsers(app, api);
  addFields(api);
  addAllowedValueRoutes(api);
  addModules(api);
  addTestCases(api);
  addCaseProperties(api);
  addTestCaseVersions(api);
  addTestSteps(api);
  addTestStepsV4(createProjectApi(app, context, 'v4'));
  addTestCycles(api);
  addTestSuites(api);
  addReleases(api);
  addBuilds(api);
  addSubHierarchy(api);
  addTestRuns(api);
  addTestLogs(api);
  addAttachments(app, api);
  addRequirements(api);
  addDefects(api);
  addLinks(api);
  addComments(api);
  addSearch(api);
}

/** Requests without a body (approve, delete) often have the JSON content type nevertheless. */
function acceptEmptyJson(app: FastifyInstance): void {
  app.removeContentTypeParser('application/json');
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (_request, body, done) => {
    const text = String(body);
    if (text === '') return done(null, undefined);
    try {
      return done(null, JSON.parse(text));
    } catch {
      return done(Object.assign(new Error('The body is no JSON.'), { statusCode: 400 }));
    }
  });
}
