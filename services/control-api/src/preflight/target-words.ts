import type { TargetProject } from '@z2q/contracts';
import { passed } from './finding.ts';
import type { LadderWords } from './ladder.ts';

export const toTargetWords = (baseUrl: string, projectId: number): LadderWords<TargetProject> => ({
  whole: (rung, project) => {
    if (rung === 'reachable') return passed(`${baseUrl} answers.`);
    if (rung === 'token') return passed('QTEST_TOKEN is accepted.');
    return passed(`Project ${projectId} is "${project?.name ?? ''}".`);
  },
  fix: (rung, code) => {
    if (rung === 'reachable') {
      return 'Check QTEST_BASE_URL (the site, without /api/v3), DNS, proxy and firewall. For a certificate of your own authority name its file in NODE_EXTRA_CA_CERTS.';
    }
    if (rung === 'token') {
      return 'Copy the bearer token from qTest (Download qTest Resources, API & SDK) into QTEST_TOKEN. A token ends when its user logs it out.';
    }
    if (code === 'forbidden')
      return `Make the token's user a member of project ${projectId}, and allow it the API.`;
    return `Check the project id: it is the number in the address of the project, …/p/${projectId}/….`;
  },
});
