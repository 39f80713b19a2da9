import { inParallel } from './in-parallel.ts';
import type { StepIndex } from './index-steps.ts';
import type { Folders } from './migrate-folders.ts';
import type { Scope } from './migrate-project.ts';
import type { MadeCase } from './qtest-api.ts';
import { toCase } from './to-case.ts';
import type { Upload } from './upload-files.ts';
import type { Case, File } from './zephyr-records.ts';

type Found = { readonly path: string; readonly file: File; readonly stepIndex: number | null };
type Carried = { readonly key: string; readonly target: MadeCase; readonly found: readonly Found[] };

/** For each case its script, the files on it and its steps, then a create and an approval. */
export async function migrateCases(scope: Scope, cases: readonly Case[], folders: Folders) {
  const carried = await inParallel(cases, (testCase) => migrateCase(scope, testCase, folders));
  return {
    targets: new Map(carried.map(({ key, target }) => [key, target])) as ReadonlyMap<string, MadeCase>,
    /** Files of steps hang on the steps of the approved version. */
    filesWith: (steps: StepIndex): readonly Upload[] =>
      carried.flatMap(({ target, found }) =>
        found.map(({ path, file, stepIndex }) => ({
          path,
          file,
          holder:
            stepIndex === null
              ? `/test-cases/${target.id}`
              : `/test-steps/${steps.get(target.id)?.[stepIndex]?.id ?? 0}`,
        })),
      ),
  };
}

async function migrateCase(scope: Scope, testCase: Case, folders: Folders): Promise<Carried> {
  const { zephyr, qtest, attachments } = scope;
  const { key } = testCase;
  const script = await zephyr.script(testCase);
  const found = attachments ? await findFiles(scope, key, 'text' in script ? [] : script) : [];
  const body = toCase(scope, testCase, script, folders.moduleOf(testCase.folder?.id));
  const made = await qtest.send<MadeCase>('POST', '/test-cases', body);
  const target = await qtest.send<MadeCase>('PUT', `/test-cases/${made.id}/approve`);
  return { key, target, found };
}

type Identified = { readonly id: number | null };

async function findFiles(
  { zephyr }: Scope,
  key: string,
  steps: readonly Identified[],
): Promise<readonly Found[]> {
  const path = `/testcases/${key}`;
  const found: Found[] = (await zephyr.files(path)).map((file) => ({ path, file, stepIndex: null }));
  for (const [stepIndex, { id }] of steps.entries()) {
    if (id === null) continue;
    const stepPath = `${path}/teststeps/${id}`;
    for (const file of await zephyr.files(stepPath)) found.push({ path: stepPath, file, stepIndex });
  }
  return found;
}
