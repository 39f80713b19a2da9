import type { SourceTestCase, TestCaseDraft, Transformed } from '@z2q/contracts';
import { TEST_CASE_FIELDS } from '../fields/test-case-fields.ts';
import { toStampedHtml } from '../text/details-block.ts';
import type { TestCaseContext } from './context.ts';
import { toEntityName } from './entity-name.ts';
import { placeCustomFields } from './place-custom-fields.ts';
import { placeFields } from './place-fields.ts';
import { placeInFolder } from './place-in-folder.ts';
import { toDraftSteps } from './script-steps.ts';

/** Maps a test case by `test-case-fields.ts`. */
export function mapTestCase(testCase: SourceTestCase, context: TestCaseContext): Transformed<TestCaseDraft> {
  const placed = placeFields(TEST_CASE_FIELDS, testCase, 'test-cases', context);
  const folderSourceId = placeInFolder(placed, testCase, context);
  placeCustomFields(placed, testCase.customFields, 'test-cases', context);
  const { name, details } = toEntityName(testCase.name, testCase.key, placed.book);
  const draft: TestCaseDraft = {
    type: 'test-case',
    sourceId: testCase.sourceId,
    sourceKey: testCase.key,
    name,
    description: toStampedHtml(testCase.objective ?? '', [...details, ...placed.details], testCase.key),
    precondition: testCase.precondition ?? '',
    folderSourceId,
    steps: toDraftSteps(testCase.script, placed.book),
    fields: placed.fields,
  };
  return { outcome: 'draft', draft, ledger: placed.book.close() };
}
