import { expect, test } from 'vitest';
import { aSource } from './a-source.ts';
import { asProject, aTarget, type SmallTarget } from './a-target.ts';
import { verifyProject } from './verify-project.ts';

type Case = SmallTarget['testCases'][number]['versions'][number];
type Tampering = readonly [what: string, tamper: (target: SmallTarget) => void, fault: string];

const caseOf = (target: SmallTarget): Case => target.testCases[0]?.versions[0] as Case;
const first = <Row>(rows: readonly Row[]): Row => rows[0] as Row;
const setProperty =
  (field: string, value: string) =>
  ({ properties }: { properties: { field: string; value: string; valueName: string | null }[] }): void => {
    for (const property of properties.filter((one) => one.field === field))
      Object.assign(property, { value, valueName: null });
  };

test('a target that holds everything once, in its place and unaltered has no fault', () => {
  const faults = verifyProject(aSource(), asProject(aTarget()));

  expect(faults).toEqual([]);
});

test.each<Tampering>([
  [
    'a folder in another parent',
    (t) => void t.modules.splice(1, 1, { ...first(t.modules), id: 12, description: '[zephyr folder-2]' }),
    'folder 2',
  ],
  ['a folder that is gone', (t) => void t.modules.shift(), 'folder of TEST_CASE 1 is missing'],
  ['a case that is gone', (t) => void t.testCases.pop(), 'case P-T1 is missing'],
  ['a case twice', (t) => void t.testCases.push(first(t.testCases)), 'case P-T1 is there 2 times'],
  [
    'a case in another module',
    (t) => void Object.assign(first(t.testCases), { parentId: 11 }),
    'P-T1 is in another module',
  ],
  ['another name', (t) => void Object.assign(caseOf(t), { name: 'Pay by  card' }), 'P-T1 is called'],
  [
    'another objective',
    (t) => void Object.assign(caseOf(t), { description: caseOf(t).description.replace('works', 'worked') }),
    'P-T1 has another objective',
  ],
  [
    'a precondition cut',
    (t) => void Object.assign(caseOf(t), { precondition: '' }),
    'P-T1 has another precondition',
  ],
  [
    'a lost creation date',
    (t) => void Object.assign(caseOf(t), { description: 'Paying <em>works</em>' }),
    'P-T1 does not show Created on',
  ],
  ['another status', (t) => setProperty('Status', 'Draft')(caseOf(t)), 'P-T1 does not show Status Active'],
  ['another priority', (t) => setProperty('Priority', 'Low')(caseOf(t)), 'P-T1 does not show Priority High'],
  ['another component', (t) => setProperty('Component', '15')(caseOf(t)), 'P-T1 does not show Component 14'],
  ['a lost label', (t) => setProperty('Labels', '[smoke]')(caseOf(t)), 'P-T1 does not show Labels ui'],
  ['a lost choice', (t) => setProperty('Team', '[A, B]')(caseOf(t)), 'P-T1 does not show Team C'],
  ['another field value', (t) => setProperty('Notes', 'x')(caseOf(t)), 'P-T1 does not show Notes x < y'],
  ['a lost step', (t) => void caseOf(t).steps.pop(), 'P-T1 has 1 steps, not 2'],
  ['steps that changed places', (t) => void caseOf(t).steps.reverse(), 'P-T1 has steps out of order'],
  [
    'another step text',
    (t) => void Object.assign(first(caseOf(t).steps), { description: 'Open Two items' }),
    'step 1 has another description',
  ],
  [
    'lost test data',
    (t) => void Object.assign(first(caseOf(t).steps), { description: 'Open [&#126;cart]' }),
    'step 1 has other test data',
  ],
  [
    'another expected result',
    (t) => void Object.assign(first(caseOf(t).steps), { expected: `${first(caseOf(t).steps).expected}.` }),
    'step 1 has another expected result',
  ],
  [
    'another call',
    (t) => void caseOf(t).steps.splice(1, 1, { ...first(caseOf(t).steps), order: 2 }),
    'step 2 calls another test',
  ],
  ['a cycle that is gone', (t) => void t.testSuites.pop(), 'cycle P-R1 is missing'],
  [
    'a cycle in another place',
    (t) => void Object.assign(first(t.testSuites).container, { id: 99 }),
    'P-R1 is in another cycle',
  ],
  [
    'another planned start',
    (t) => setProperty('Planned Start Date', '2026-01-01T08:00:01+00:00')(first(t.testSuites)),
    'P-R1 starts at another time',
  ],
  [
    'another cycle status',
    (t) => setProperty('Zephyr status', 'In Progress')(first(t.testSuites)),
    'P-R1 has another status',
  ],
  ['a lost owner', (t) => setProperty('Zephyr details', '')(first(t.testSuites)), 'P-R1 has another owner'],
  ['a log that is gone', (t) => void t.testLogs.pop(), 'execution P-E1 is missing'],
  ['a log twice', (t) => void t.testLogs.push(first(t.testLogs)), 'execution P-E1 is there 2 times'],
  ['a run twice', (t) => void t.testRuns.push({ ...first(t.testRuns), id: 51 }), 'is there 2 times'],
  [
    'a run of another environment',
    (t) => setProperty('Environment', 'Firefox')(first(t.testRuns)),
    'run P-R1 / P-T1 / Chrome is missing',
  ],
  [
    'a log of another status',
    (t) => void Object.assign(first(t.testLogs), { status: 'Passed' }),
    'P-E1 has the status Passed',
  ],
  [
    'a log a second late',
    (t) => void Object.assign(first(t.testLogs), { end: '2026-01-03T10:00:01+00:00' }),
    'P-E1 ends at',
  ],
  [
    'a log of another length',
    (t) => void Object.assign(first(t.testLogs), { start: '2026-01-03T09:58:58+00:00' }),
    'P-E1 starts at',
  ],
  [
    'a lost comment',
    (t) => void Object.assign(first(t.testLogs), { note: first(t.testLogs).note.slice(9) }),
    'P-E1 has another comment',
  ],
  [
    'another tester',
    (t) => void Object.assign(first(t.testLogs), { note: first(t.testLogs).note.replace('jane', 'joe') }),
    'P-E1 does not show who executed it',
  ],
  [
    'step results that changed places',
    (t) => void Object.assign(first(first(t.testLogs).stepLogs), { statusId: 602 }),
    'P-E1 has other step results',
  ],
  [
    'a step of a result that was not executed',
    (t) => void Object.assign(first(first(t.testLogs).stepLogs), { statusId: 605 }),
    'P-E1 has a step that was not executed',
  ],
  ['a file that is gone', (t) => void t.attachments.pop(), 'is missing'],
  [
    'a file of other bytes',
    (t) => void Object.assign(first(t.attachments), { sha256: 'ab' }),
    'is not in the source',
  ],
  [
    'a file on another step',
    (t) => void Object.assign(first(t.attachments), { ownerId: 31 }),
    'file P-T1 step 1',
  ],
  ['a file twice', (t) => void t.attachments.push(first(t.attachments)), 'no. 2 is not in the source'],
])('%s is found', (_what, tamper, fault) => {
  const target = aTarget();
  tamper(target);

  const faults = verifyProject(aSource(), asProject(target));

  expect(faults.join('\n')).toContain(fault);
});
