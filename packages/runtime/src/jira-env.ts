import { z } from 'zod';
import { HttpUrl } from './http-url.ts';
import { SecretFromEnv } from './secret.ts';

/** Jira, for what Zephyr has as mere ids. Checked, so that a mistake shows at once; not used yet. */
export const JiraEnv = z.object({
  JIRA_BASE_URL: HttpUrl.optional(),
  JIRA_EMAIL: z.email('must be an e-mail address').optional(),
  JIRA_TOKEN: SecretFromEnv.optional(),
});

const NAMES = Object.keys(JiraEnv.shape) as readonly (keyof typeof JiraEnv.shape)[];

/** Names those of Jira's variables that are missing where others are given; for `superRefine`. */
export function requireWholeJira(
  env: Partial<Record<(typeof NAMES)[number], unknown>>,
  { addIssue }: Pick<z.core.$RefinementCtx, 'addIssue'>,
): void {
  const missing = NAMES.filter((name) => env[name] === undefined);
  if (missing.length === NAMES.length) return;
  for (const name of missing) {
    addIssue({ code: 'custom', path: [name], message: `is missing: ${NAMES.join(', ')} go together` });
  }
}
