import { z } from 'zod';
import { withoutSlashAtEnd } from './without-slash-at-end.ts';

export const Side = z.enum(['source', 'target']);
export type Side = z.infer<typeof Side>;

/** Where one of a migration's two projects is: the URL of the API, and the project's identity there. */
export const ProjectAddress = z.object({
  url: z.string().describe('Normalised: no credentials, default port or slash at its end'),
  projectId: z.string().describe('As the site itself names the project'),
  projectName: z.string().describe('The key, of a source project'),
});
export type ProjectAddress = z.infer<typeof ProjectAddress>;

/** Normalises a base URL, so that two can be compared. @throws {TypeError} for an invalid URL. */
export function toSiteUrl(baseUrl: string): string {
  const { protocol, host, pathname } = new URL(baseUrl);
  return withoutSlashAtEnd(`${protocol}//${host}${pathname}`);
}

/** A project may be renamed, but its id stays. Without `projectId` it is not known yet. */
export const isSameAddress = (
  kept: ProjectAddress,
  seen: { readonly url: string; readonly projectId?: string },
): boolean => kept.url === seen.url && (seen.projectId === undefined || kept.projectId === seen.projectId);

const VARIABLES: Readonly<Record<Side, { readonly url: string; readonly token: string }>> = {
  source: { url: 'ZEPHYR_BASE_URL', token: 'ZEPHYR_TOKEN' },
  target: { url: 'QTEST_BASE_URL', token: 'QTEST_TOKEN' },
};

/** The project is not known before it was read. */
type SeenAddress = Pick<ProjectAddress, 'url'> & Partial<ProjectAddress>;

const tell = ({ url, projectId, projectName = '' }: SeenAddress): string =>
  projectId === undefined ? url : `project ${projectId} (${projectName}) at ${url}`;

/** What is wrong and what to set when the environment names another site than the migration's. */
export function tellOtherSite(
  side: Side,
  kept: SeenAddress,
  seen: SeenAddress,
): { readonly detail: string; readonly fix: string } {
  const { url, token } = VARIABLES[side];
  return {
    detail: `The ${side} of this migration is ${tell(kept)}; ${url} and ${token} lead to ${tell(seen)}. Nothing is read or changed there for it.`,
    fix: `Set ${url} to ${kept.url} and ${token} to a token of that site, for all processes, and start them again. If it is the same site under a new address, say so: POST /v1/migrations/{id}/sites with {"${side}":"${seen.url}"}. For another site make another migration.`,
  };
}
