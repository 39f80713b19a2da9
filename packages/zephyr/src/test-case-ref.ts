import { z } from 'zod';
import { Id, orNull, Text } from './wire.ts';

const CASE_PATH = /\/testcases\/([^/?#]+)(?:\/versions\/(\d+))?/;

/**
 * The test case and version an execution points to. The link's URL tells them; without one there is the id, which is that of
 * a version record and need not match any test case.
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
/** A link is outside text: what is no percent-encoding stands for itself. */
function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

export type TestCaseRef = z.infer<typeof TestCaseRef>;

const Executed = z.looseObject({ testCase: TestCaseRef });

/** The id that is all an execution tells of its test case; null: it tells the key, or nothing. */
export function unnamedCaseOf(execution: unknown): string | null {
  const ref = Executed.safeParse(execution).data?.testCase;
  return ref?.key === null ? ref.id : null;
}

/** Stands for the key of a case that is known by its id alone. */
export const keyFromId = (id: string | null): string => `#${id ?? ''}`;
