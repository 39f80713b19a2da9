import type { WorkableBatch } from '@z2q/contracts';
import { aWorkableBatch } from '@z2q/test-kit';
import { expect, test } from 'vitest';
import { jobNameOf } from './job-name.ts';
import { toKeyRange } from './key-range.ts';

const INVENTORY = { phase: 'extract', entityType: 'project' } as const;

test.each<[string, Partial<WorkableBatch>]>([
  ['load test cases of WEB, 50', {}],
  ['transform files of WEB, 7', { phase: 'transform', entityType: 'attachment', size: 7 }],
  ['roll back folders of SHOP, 1', { phase: 'rollback', entityType: 'folder', size: 1, projectKey: 'SHOP' }],
  ['plan loading test cases of WEB', { kind: 'plan' }],
  ['finish validating test cases of WEB', { phase: 'validate', kind: 'finish', params: { after: '' } }],
  ['list page 3 of test cases of WEB', { phase: 'validate', kind: 'page', params: { page: 3 } }],
  ['list all folders of WEB', { phase: 'validate', entityType: 'folder', kind: 'page' }],
  ['take the inventory of WEB', { ...INVENTORY, kind: 'plan' }],
  [
    'list page 3 of test cases of WEB',
    { ...INVENTORY, kind: 'page', params: { type: 'test_case', startAt: 200, size: 100 } },
  ],
  ['finish the inventory of WEB', { ...INVENTORY, kind: 'finish', params: { round: 0 } }],
  ['plan extracting test plans of WEB', { ...INVENTORY, kind: 'finish', params: { plan: 'test_plan' } }],
  ['prepare the target of WEB', { entityType: 'project', kind: 'plan' }],
  ['list all test cases of WEB', { kind: 'page', params: { page: 'of another release' } }],
])('a job is called "%s"', (name, batch) => {
  expect(jobNameOf(aWorkableBatch(batch), null)).toBe(name);
});

test.each<[string, readonly string[]]>([
  ['load test cases WEB-T51 – WEB-T53', ['WEB-T53', 'WEB-T51', 'WEB-T52']],
  ['load test cases WEB-T51 – WEB-T400, 2 of them', ['WEB-T400', 'WEB-T51']],
  ['load test case WEB-T51', ['WEB-T51']],
])('a job whose records have keys is called "%s"', (name, keys) => {
  expect(jobNameOf(aWorkableBatch({ size: keys.length }), toKeyRange(keys))).toBe(name);
});
