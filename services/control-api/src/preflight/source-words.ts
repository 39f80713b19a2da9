import type { SourceProject } from '@z2q/zephyr';
import { failed, passed } from './finding.ts';
import type { LadderWords } from './ladder.ts';

/** Zephyr Scale Cloud keeps each region's data apart. The address of another region answers 401 or 404. */
const REGIONS = `The regions are ${[
  'https://api.zephyrscale.smartbear.com/v2 (US)',
  'https://eu.api.zephyrscale.smartbear.com/v2 (EU)',
  'https://au.api.zephyrscale.smartbear.com/v2 (AU)',
  'https://de.api.zephyrscale.smartbear.com/v2 (DE)',
].join(', ')}.`;

const CONNECT =
  'Check ZEPHYR_BASE_URL (it ends in /v2), DNS, proxy and firewall. For a certificate of your own authority name its file in NODE_EXTRA_CA_CERTS.';

export const toSourceWords = (
  baseUrl: string,
  projectKey: string,
): LadderWords<Pick<SourceProject, 'key' | 'isEnabled'>> => ({
  whole: (rung, project) => {
    if (rung === 'reachable') return passed(`${baseUrl} answers.`);
    if (rung === 'token') return passed('ZEPHYR_TOKEN is accepted.');
    if (project?.isEnabled === false) {
      return failed(
        `Zephyr Scale is switched off in project ${projectKey}.`,
        'In Jira, open the project settings, then Apps, Zephyr Scale, and enable it.',
      );
    }
    return passed(`Project ${projectKey} is there and enabled.`);
  },
  fix: (rung, code) => {
    if (rung === 'reachable') return code === 'bad_answer' ? `${CONNECT} ${REGIONS}` : CONNECT;
    if (rung === 'token') {
      return `Make a new token in Jira (your picture, Zephyr API keys) and set ZEPHYR_TOKEN. If it is new, its region may be another one: set ZEPHYR_BASE_URL. ${REGIONS}`;
    }
    if (code === 'forbidden') {
      return `Give the token's user Browse Projects and the Zephyr permissions in ${projectKey}, and check that ZEPHYR_BASE_URL ends in /v2.`;
    }
    return `Check the project key ${projectKey} (after a change of key, the old one), that the token's user can see the project and Zephyr is enabled in it. It may also live in another region: set ZEPHYR_BASE_URL. ${REGIONS}`;
  },
});
