import { badRequest } from './api-error.ts';
import { type ProjectApi, readId } from './project-api.ts';
import { approve, currentVersion, isApproved, listedVersions } from './test-case-versions.ts';
import { readParameterForm, toStep } from './test-case-view.ts';
import { caseOf, findVersion, toAnswer } from './test-cases.ts';

/** Approves, and reads versions one by one; past versions cannot be created. */
export function addTestCaseVersions(api: ProjectApi): void {
  const answer = toAnswer(api.context.site);

  api.put('/test-cases/:testCaseId/approve', (call) => {
    const row = caseOf(call);
    // A real site's answer is unknown; refused here so that clients check the version first.
    if (isApproved(currentVersion(row))) throw badRequest('The newest version is approved already.');
    approve(call.project, row);
    return answer(call, row);
  });
  api.get('/test-cases/:testCaseId/versions', (call) => {
    const row = caseOf(call);
    return listedVersions(row).map((version) => answer(call, row, version));
  });
  api.get('/test-cases/:testCaseId/versions/:versionId', (call) => {
    const row = caseOf(call);
    return answer(call, row, findVersion(row, readId(call.params, 'versionId')));
  });
  api.get('/test-cases/:testCaseId/versions/:versionId/test-steps', (call) => {
    const { steps } = findVersion(caseOf(call), readId(call.params, 'versionId'));
    return steps.map((step) => toStep(call.project, step, readParameterForm(call.query)));
  });
}
