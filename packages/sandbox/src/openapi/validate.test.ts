import { expect, test } from 'vitest';
import { createContract } from './create-contract.ts';
import { validateAnswer, validateRequest } from './validate.ts';

test.each(['zephyr-cloud', 'zephyr-server', 'qtest'] as const)('%s is described', (name) => {
  const operations = createContract(name).operations();

  expect(operations.length).toBeGreaterThan(10);
});

test('a conforming answer has no faults', () => {
  const project = { id: 1, jiraProjectId: 2, key: 'DEMO', enabled: true };

  expect(validateAnswer('zephyr-cloud', 'GET', '/projects/DEMO', 200, project)).toEqual([]);
  expect(validateAnswer('zephyr-cloud', 'GET', '/folders/7', 200, aFolder({ parentId: null }))).toEqual([]);
});

test('an answer of the wrong shape is a fault that names the place', () => {
  const project = { id: 'one', jiraProjectId: 2, key: 'DEMO' };

  const faults = validateAnswer('zephyr-cloud', 'GET', '/projects/DEMO', 200, project);

  expect(faults).toEqual(["body: must have required property 'enabled'", 'body/id: must be integer']);
  expect(validateAnswer('zephyr-cloud', 'GET', '/folders/7', 200, aFolder({ name: null }))).not.toEqual([]);
});

test('a request may only carry what is described', () => {
  expect(validateRequest('zephyr-cloud', 'GET', '/testcases?projectKey=DEMO&maxResults=1000')).toEqual([]);
  expect(validateRequest('zephyr-cloud', 'GET', '/testcases?maxResults=0')).toEqual([
    'query maxResults: must be >= 1',
  ]);
  expect(validateRequest('zephyr-cloud', 'GET', '/testcases?page=2')).toEqual([
    'query page is not described',
  ]);
  expect(validateRequest('zephyr-cloud', 'GET', '/customfields')).toEqual([
    'GET /customfields is not described',
  ]);
});

test('the body of a request is held against its schema', () => {
  const path = '/api/v3/projects/1/test-cases';
  const good = { name: 'A case', parent_id: 3, properties: [] };

  expect(validateRequest('qtest', 'POST', path, good)).toEqual([]);
  expect(validateRequest('qtest', 'POST', path, { ...good, name: 5 })).not.toEqual([]);
  expect(validateRequest('qtest', 'POST', path)).toEqual(['body is missing']);
});

const aFolder = (changed: object) => ({
  id: 7,
  parentId: 3,
  name: 'Folder',
  index: 0,
  folderType: 'TEST_CASE',
  ...changed,
});
