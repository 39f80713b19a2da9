import { z } from 'zod';
import { Id, orNull, Text } from './wire.ts';

const CASE_PATH = /\/testcases\/([^/?#]+)(?:\/versions\/(\d+))?/;

/**
 * The test case and version of an execution. The URL of the link contains them. Without a URL there is only the id,
 * which is that of a version and may match no test case.
 */
export const TestCaseRef = orNull(
  z.looseObject({ id: orNull(Id).catch(null), self: Text.catch(null) }),
).transform((link) => {
  const [, key, version] = CASE_PATH.exec(link?.self ?? '') ?? [];
  return {
    key: key === undefined ? null : decoded(key),
    version: version === undefined ? null : Number(version),
    id: link?.id ?? null,
  };
});
/** A link is text from outside: what is no valid percent-encoding is taken literally. */
function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

export type TestCaseRef = z.infer<typeof TestCaseRef>;

const Executed = z.looseObject({ testCase: TestCaseRef });

/** The id, if an execution gives nothing else about its test case; null: it gives the key, or nothing. */
export function unnamedCaseOf(execution: unknown): string | null {
  const ref = Executed.safeParse(execution).data?.testCase;
  return ref?.key === null ? ref.id : null;
}

/** Replaces the key of a case of which only the id is known. */
export const keyFromId = (id: string | null): string => `#${id ?? ''}`;
