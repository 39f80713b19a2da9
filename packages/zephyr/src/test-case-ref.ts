import { z } from 'zod';

const CASE_PATH = /\/testcases\/([^/?#]+)(?:\/versions\/(\d+))?/;

/**
 * The test case and version an execution points to, from the link's URL. Its id is that of a version record and matches
 * no test case.
 */
export const TestCaseRef = z.looseObject({ self: z.string() }).transform(({ self }, context) => {
  const match = CASE_PATH.exec(self);
  if (!match?.[1]) {
    context.addIssue({ code: 'custom', message: 'does not name a test case', path: ['self'] });
    return z.NEVER;
  }
  return { key: decodeURIComponent(match[1]), version: match[2] ? Number(match[2]) : null };
});
