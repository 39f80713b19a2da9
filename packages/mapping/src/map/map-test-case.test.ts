import type { SourceTestCase, TestCaseDraft } from '@z2q/contracts';
import { aTestCase } from '@z2q/test-kit';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { anyTestCase } from '../fixtures/arbitrary-records.ts';
import { aCaseContext } from '../fixtures/contexts.ts';
import { sourceFieldsOf } from '../fixtures/source-fields.ts';
import { readStamp } from '../text/stamp.ts';
import { mapTestCase } from './map-test-case.ts';

const map = (testCase: SourceTestCase, mapping = {}) => {
  const result = mapTestCase(testCase, aCaseContext(mapping));
  if (result.outcome !== 'draft') throw new Error(result.outcome);
  return result;
};
const fieldOf = (draft: TestCaseDraft, label: string) => draft.fields.find((field) => field.label === label);

test('every field that has a value is carried, changed or dropped, and the sums close', () => {
  fc.assert(
    fc.property(anyTestCase, (testCase) => {
      const { ledger } = map(testCase);

      const fields = new Set(sourceFieldsOf(testCase));
      const own = ledger.entries.filter(({ outcome }) => outcome !== 'added').map(({ field }) => field);
      expect(new Set([...ledger.carried, ...own])).toEqual(fields);
    }),
  );
});

test('any test case becomes a draft whose name fits and whose stamp is its own', () => {
  fc.assert(
    fc.property(anyTestCase, (testCase) => {
      const { draft } = map(testCase);

      expect(draft.name.length).toBeGreaterThanOrEqual(1);
      expect(draft.name.length).toBeLessThanOrEqual(500);
      expect(draft.name).not.toMatch(/[\r\n]/);
      expect(draft.description.startsWith(testCase.objective ?? '')).toBe(true);
      expect(draft.precondition).toBe(testCase.precondition ?? '');
      expect(readStamp(draft.description)).toBe('WEB-T1');
      expect(new Set(draft.fields.map(({ label }) => label.toLowerCase())).size).toBe(draft.fields.length);
    }),
  );
});

test.each([
  ['Zephyr key', 'text', ['WEB-T1']],
  ['Status', 'choice', ['Approved']],
  ['Priority', 'choice', ['Normal']],
  ['Labels', 'multi-choice', ['smoke', 'slow']],
  ['Estimated time', 'text', ['1 h 1 min 1.5 s']],
  ['Team', 'multi-choice', ['Web', 'Apps']],
  ['Is automated', 'checkbox', ['false']],
  ['Reviewed', 'date', ['2024-03-01']],
  ['Effort', 'number', ['1.5']],
  ['Notes', 'rich-text', ['<p>See<br/>below</p>']],
])('the field %s is a %s', (label, kind, values) => {
  const testCase = aTestCase({
    labels: ['smoke', 'slow'],
    component: 'Cart',
    estimatedTimeMs: 3_661_500,
    customFields: {
      Team: ['Web', 'Apps'],
      'Is automated': false,
      Reviewed: '2024-03-01',
      Effort: 1.5,
      Notes: '<p>See<br/>below</p>',
    },
  });

  const { draft } = map(testCase);

  expect(fieldOf(draft, label)).toMatchObject({ kind, values });
});

test('null, the empty text and the empty list are no value', () => {
  const { draft, ledger } = map(
    aTestCase({ labels: [], estimatedTimeMs: null, customFields: { A: null, B: '', C: [] } }),
  );

  expect(draft.fields.map(({ label }) => label)).toEqual(['Zephyr key', 'Status', 'Priority']);
  expect(ledger.entries).toEqual([]);
});

test('the mapping file renames values and fields; the name in Zephyr stays readable', () => {
  const { draft, ledger } = map(aTestCase({ status: 'Draft', customFields: { Squad: 'Blue' } }), {
    testCaseStatus: { Draft: 'New' },
    fields: { Labels: 'Tags', Squad: 'Team' },
  });

  expect(fieldOf(draft, 'Status')?.values).toEqual(['New']);
  expect(draft.description).toContain('<strong>Status in Zephyr:</strong> Draft');
  expect(ledger.entries).toMatchObject([{ field: 'status', outcome: 'changed' }]);
  expect(fieldOf(draft, 'Tags')?.values).toEqual(['smoke']);
  expect(fieldOf(draft, 'Team')?.values).toEqual(['Blue']);
});

test('a custom field whose name is too long for the target says so', () => {
  const name = 'n'.repeat(140);

  const { draft, ledger } = map(aTestCase({ customFields: { [name]: 'x' } }));

  expect(fieldOf(draft, `${'n'.repeat(99)}…`)?.values).toEqual(['x']);
  expect(ledger.entries).toMatchObject([{ field: `customFields.${name}`, outcome: 'changed' }]);
});

test.each([
  ['a date with a time', '2026-06-30T00:00:00Z', 'date', ['2026-06-30T00:00:00Z']],
  ['zero', 0, 'number', ['0']],
  ['an unchecked box', false, 'checkbox', ['false']],
  ['HTML', 'a<br>b', 'rich-text', ['a<br>b']],
  ['a single choice', 'Test', 'text', ['Test']],
  ['several choices', ['a', 'b'], 'multi-choice', ['a', 'b']],
])('%s in a custom field is carried', (_name, value, kind, values) => {
  const { draft, ledger } = map(aTestCase({ customFields: { Field: value } }));

  expect(fieldOf(draft, 'Field')).toMatchObject({ kind, values });
  expect(ledger.entries).toEqual([]);
});

test('a custom field named like a standard one gets a name of its own', () => {
  const { draft } = map(aTestCase({ customFields: { Priority: 'P3' } }));

  expect(fieldOf(draft, 'Priority')?.values).toEqual(['Normal']);
  expect(fieldOf(draft, 'Priority (custom field)')?.values).toEqual(['P3']);
});

test.each([
  ['line one\nline two', 'line one line two', 'line one<br/>line two'],
  ['<b>HTML</b> & more', '<b>HTML</b> & more', null],
  ['', 'WEB-T1', ''],
  ['x'.repeat(501), `${'x'.repeat(499)}…`, 'x'.repeat(501)],
])('the name %j becomes one the target takes', (original, name, readable) => {
  const { draft, ledger } = map(aTestCase({ name: original }));

  expect(draft.name).toBe(name);
  expect(ledger.entries.some(({ field }) => field === 'name')).toBe(readable !== null);
  if (readable !== null)
    expect(draft.description).toContain(`<strong>Name in Zephyr:</strong> ${readable}</li>`);
});

test('what has no field is readable in the description', () => {
  const { draft } = map(
    aTestCase({
      ownerAccountId: '712020:1',
      issueLinks: [{ issueId: '10042', type: 'COVERAGE', target: 'https://jira/issue/10042' }],
      webLinks: [
        { url: 'not a <url>', description: 'Docs', type: 'BLOCKS' },
        { url: null, description: null, type: 'RELATED' },
      ],
    }),
  );

  for (const text of [
    '712020:1',
    'Jira issue 10042 (coverage): https://jira/issue/10042',
    'Docs: not a &lt;url&gt; (blocks)',
    'a link without a URL (related)',
    '2024-03-01T09:30:00Z',
  ]) {
    expect(draft.description).toContain(text);
  }
});

test('a test case in a folder that is not listed goes where those without a folder are, and says so', () => {
  const { draft, ledger } = map(aTestCase({ folderId: '999' }));

  expect(draft.folderSourceId).toBeNull();
  expect(draft.description).toContain('<strong>Folder in Zephyr:</strong> 999');
  expect(ledger.entries).toEqual([
    {
      field: 'folderId',
      outcome: 'changed',
      code: 'folder_not_listed',
      before: '999',
      after: 'WEB',
    },
  ]);
});

test('a member that could not be read is written out as it was received, and told', () => {
  const oddMembers = [{ path: 'estimatedTime', received: '"00:10"' }];
  const result = map(aTestCase({ estimatedTimeMs: null, oddMembers }));

  if (!('draft' in result)) throw new Error('no draft');
  expect(result.draft.description).toContain('<strong>estimatedTime, as received:</strong> "00:10"');
  expect(result.ledger.entries).toContainEqual({
    field: 'estimatedTime',
    outcome: 'changed',
    code: 'odd_member',
    before: '"00:10"',
  });
});

test.each([
  [{ objective: '<img src="https://cloudfront.tm4j.smartbear.com/tenant/1/a.png">' }, 'image_in_zephyr'],
  [
    { precondition: '<a href="https://jira.test/secure/Tests.jspa#/testCase/WEB-T7">it</a>' },
    'link_to_zephyr',
  ],
  [{ customFields: { Reviewer: '5b10ac8d82e05b22cc7d4ef5' } }, 'user_as_text'],
  [{ component: '10042' }, 'component_as_text'],
])('what does not work on the target is changed, and not carried: %j', (more, code) => {
  const { draft, ledger } = map(aTestCase(more));

  expect(ledger.entries).toMatchObject([{ outcome: 'changed', code }]);
  expect(fieldOf(draft, 'Component')).toBeUndefined();
});
