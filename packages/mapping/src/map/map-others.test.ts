import { aFolder, anAttachment, anExecution, aTestCycle, aTestPlan } from '@z2q/test-kit';
import { expect, test } from 'vitest';
import {
  aCaseContext,
  aFolderContext,
  anAttachmentContext,
  anExecutionContext,
} from '../fixtures/contexts.ts';
import { mapAttachment } from './map-attachment.ts';
import { mapExecution } from './map-execution.ts';
import { mapFolder } from './map-folder.ts';
import { mapTestCycle } from './map-test-cycle.ts';
import { mapTestPlan } from './map-test-plan.ts';

test('a folder of cases is a module that names its id and path', () => {
  const result = mapFolder(aFolder({ path: '/Shop/Checkout', parentId: '99' }), aFolderContext('99'));

  expect(result).toMatchObject({
    outcome: 'draft',
    draft: { type: 'module', name: 'Checkout', parentSourceId: '99', sourceKey: '/Shop/Checkout' },
    ledger: { entries: [] },
  });
  expect(JSON.stringify(result)).toContain('[zephyr folder-100]');
});

test('a folder that hangs at the root for want of its parent names it', () => {
  const result = mapFolder(aFolder({ parentId: null }), aFolderContext('404'));

  expect(result).toMatchObject({
    draft: { parentSourceId: null },
    ledger: { entries: [{ field: 'parentId', outcome: 'changed' }] },
  });
  expect(JSON.stringify(result)).toContain('Parent folder in Zephyr:</strong> 404');
});

test('a folder of cycles is a test cycle, a folder of plans is left out with a reason', () => {
  expect(mapFolder(aFolder({ folderType: 'TEST_CYCLE' }), aFolderContext())).toMatchObject({
    draft: { type: 'cycle-folder' },
  });
  expect(mapFolder(aFolder({ folderType: 'TEST_PLAN' }), aFolderContext())).toMatchObject({
    outcome: 'skipped',
  });
});

test('a cycle is a suite with its dates, status, key and all the rest in Zephyr details', () => {
  const cycle = aTestCycle({
    description: '<p>All of it</p>',
    planIds: ['20'],
    ownerAccountId: 'abc',
    customFields: { Browser: ['Chrome'] },
  });

  const result = mapTestCycle(cycle, { ...aCaseContext(), planName: () => 'WEB-P1 Spring release' });

  if (result.outcome !== 'draft') throw new Error(result.outcome);
  const { draft } = result;
  expect(draft).toMatchObject({ plannedStart: '2024-03-04T08:00:00Z', plannedEnd: '2024-03-08T17:00:00Z' });
  expect(draft.fields.map(({ label, kind }) => [label, kind])).toEqual([
    ['Zephyr key', 'text'],
    ['Zephyr status', 'text'],
    ['Browser', 'multi-choice'],
    ['Zephyr details', 'rich-text'],
  ]);
  const details = draft.fields.at(-1)?.values[0] ?? '';
  expect(details).toMatch(
    /^<p>All of it<\/p>.*abc.*2024-03-04T08:00:00Z.*WEB-P1 Spring release.*\[zephyr WEB-R1\]/,
  );
});

test('a plan is a release that names its folder, cycles, labels and fields', () => {
  const plan = aTestPlan({
    folderId: '100',
    cycleIds: ['10'],
    labels: ['spring'],
    customFields: { Risk: 'High' },
  });

  const result = mapTestPlan(plan, { ...aCaseContext(), cycleName: () => 'WEB-R1 Release 1.0' });

  const text = JSON.stringify(result);
  for (const part of [
    '/Checkout',
    'WEB-R1 Release 1.0',
    'spring',
    'Risk:</strong> High',
    '[zephyr WEB-P1]',
  ]) {
    expect(text).toContain(part);
  }
  expect(result).toMatchObject({ ledger: { entries: [{ field: 'cycleIds' }, { field: 'folderId' }] } });
});

test('a cycle and a plan in folders that are not listed arrive without them, and say so', () => {
  const cycle = mapTestCycle(aTestCycle({ folderId: '999' }), {
    ...aCaseContext(),
    planName: () => undefined,
  });
  const plan = mapTestPlan(aTestPlan({ folderId: '999' }), { ...aCaseContext(), cycleName: () => undefined });

  expect(cycle).toMatchObject({ outcome: 'draft', draft: { folderSourceId: null } });
  for (const result of [cycle, plan]) {
    expect('draft' in result && JSON.stringify(result.draft)).toContain('999');
    expect(result).toMatchObject({
      ledger: {
        entries: expect.arrayContaining([expect.objectContaining({ field: 'folderId', before: '999' })]),
      },
    });
  }
});

const execution = (overrides = {}) => {
  const results = [
    { actualResult: null, status: 'Pass' },
    { actualResult: null, status: 'Fail' },
  ];
  const stepResults = results.map((result) => ({
    ...result,
    stepResultId: null,
    description: null,
    testData: null,
    expectedResult: null,
    testDataRow: null,
    reflectRef: null,
  }));
  const mapped = mapExecution(anExecution({ stepResults, ...overrides }), anExecutionContext());
  return () => (mapped.outcome === 'draft' ? mapped.draft : undefined);
};

test.each([
  [
    { kind: 'test_case', ownerId: '1' },
    { kind: 'test-case', sourceId: '1' },
  ],
  [
    { kind: 'test_step', ownerId: '1', stepIndex: 1, stepId: 's' },
    { kind: 'test-step', sourceId: '1', stepIndex: 1 },
  ],
  [
    { kind: 'test_step', ownerId: '1', stepIndex: 9, stepId: 's' },
    { kind: 'test-case', sourceId: '1' },
  ],
  [
    { kind: 'test_execution', ownerId: '7' },
    { kind: 'test-log', sourceId: '7' },
  ],
  [
    { kind: 'step_result', ownerId: '7', stepIndex: 1, stepId: 's' },
    { kind: 'test-step-log', sourceId: '7', stepIndex: 1 },
  ],
  [
    { kind: 'step_result', ownerId: '7', stepIndex: 5, stepId: 's' },
    { kind: 'test-log', sourceId: '7' },
  ],
  [
    { kind: 'test_plan', ownerId: '20' },
    { kind: 'release', sourceId: '20' },
  ],
] as const)('a file of %o goes to %o', (owner, holder) => {
  const context = anAttachmentContext({ execution: execution() });

  const result = mapAttachment(anAttachment({ owner }), context);

  expect(result).toMatchObject({ outcome: 'draft', draft: { owner: holder, contentType: 'image/png' } });
});

test('files of cycles and of executions not yet run stay, with a reason', () => {
  const context = anAttachmentContext({ execution: execution({ isUnexecuted: true, actualEnd: null }) });

  for (const kind of ['test_cycle', 'test_execution'] as const) {
    const result = mapAttachment(anAttachment({ owner: { kind, ownerId: '7' } }), context);
    expect(result).toMatchObject({ outcome: 'skipped', ledger: { entries: [{ field: 'name' }] } });
  }
});

test('a file whose owner or bytes are missing fails', () => {
  const noOwner = mapAttachment(anAttachment(), anAttachmentContext({ testCase: () => undefined }));
  const noBytes = mapAttachment(anAttachment(), anAttachmentContext({ file: null }));

  expect(noOwner).toMatchObject({ outcome: 'failed', code: 'reference_unresolved' });
  expect(noBytes).toMatchObject({ outcome: 'failed', code: 'draft_invalid' });
});
