import type { ZephyrCall, ZephyrCase, ZephyrStep } from '../zephyr-case.ts';
import { toEveryCaseField } from './custom-fields.ts';
import type { Generation } from './generation.ts';
import { toIssueLinks, toWebLinks } from './links.ts';
import { toSteps } from './steps.ts';
import { IMAGE, TABLE, toGherkin, UNICODE } from './text.ts';

type ToKind = (generation: Generation, ordinary: ZephyrCase) => Partial<ZephyrCase>;

const inSteps = (steps: ZephyrStep[]): Partial<ZephyrCase> => ({ script: { type: 'steps', steps } });

const toCall = ({ project, nextId }: Generation, number: number): ZephyrCall => ({
  kind: 'call',
  id: nextId(),
  testCaseKey: `${project.key}-T${number}`,
  parameters: [
    { name: 'user', type: 'MANUAL_INPUT', value: 'jane@example.com' },
    { name: 'role', type: 'DEFAULT_VALUE', value: 'Guest' },
  ],
});

const inFolder = ({ project }: Generation, name: string, place: number): Partial<ZephyrCase> => ({
  folderId: project.folders.filter((folder) => folder.name === name)[place]?.id ?? null,
});

/** One case of each kind that may be difficult to migrate, in the order of their keys: the first is T1. */
export const CASE_KINDS: readonly ToKind[] = [
  (generation) => ({ name: 'Fifty steps', ...inSteps(toSteps(generation, 50)) }),
  (generation) => ({ name: 'More steps than a page of ten', ...inSteps(toSteps(generation, 12)) }),
  ({ nextId }) => ({
    name: 'Plain script',
    script: {
      type: 'plain',
      id: nextId(),
      text: `Explore freely.<br><br>${TABLE}Write down <b>all</b> doubts.`,
    },
  }),
  ({ nextId, draw }) => ({
    name: 'Script in Gherkin',
    script: { type: 'bdd', id: nextId(), text: toGherkin(draw) },
  }),
  (generation) => {
    const [before, after] = toSteps(generation, 2);
    return {
      name: 'Calls another test',
      ...inSteps([before, toCall(generation, 6), after].filter((step) => step !== undefined)),
    };
  },
  (generation) => ({ name: 'Is called by another test', ...inSteps(toSteps(generation, 3)) }),
  (generation) => ({ name: 'Calls a test that calls a test', ...inSteps([toCall(generation, 5)]) }),
  (_generation, { script }) => {
    const [step] = script.type === 'steps' ? script.steps : [];
    const empty = { description: null, testData: null, expectedResult: null, customFields: {} };
    return { name: 'One empty step', ...inSteps([{ kind: 'inline', id: step?.id ?? null, ...empty }]) };
  },
  () => ({ name: 'In no folder', folderId: null, ownerAccountId: null, objective: null, precondition: null }),
  () => ({
    name: 'Names a person',
    precondition: 'Asked for by [~jane.doe], see [~accountid:712020:5b10a284].',
  }),
  (generation) => ({
    name: 'Table and picture',
    objective: `${TABLE}<br>${IMAGE}`,
    ...inSteps(toSteps(generation, 2).map((step) => ({ ...step, expectedResult: `${IMAGE}<br>as shown` }))),
  }),
  () => ({ name: UNICODE, objective: `<p>${UNICODE}</p>`, labels: ['日本語', 'émoji 🎉'] }),
  () => ({ name: `${'Very long name '.repeat(16)}and its end`.padEnd(255, '.').slice(0, 255) }),
  () => ({ name: 'Line one\nline two with <b>tags</b> & "quotes"' }),
  (generation) => ({ name: 'Every custom field', customFields: toEveryCaseField(generation) }),
  (generation) => ({
    name: 'In the first of two folders of one name',
    ...inFolder(generation, 'Same name', 0),
  }),
  (generation) => ({
    name: 'In the second of two folders of one name',
    ...inFolder(generation, 'Same name', 1),
  }),
  (generation) => ({
    name: 'Links of all kinds',
    issueLinks: toIssueLinks(generation, 3),
    webLinks: toWebLinks(generation),
  }),
  ({ nextId }) => ({ name: 'Three versions', versionIds: [nextId(), nextId(), nextId()] }),
  (generation) => ({
    name: 'Steps without ids',
    ...inSteps(toSteps(generation, 2).map((step) => ({ ...step, id: null }))),
  }),
  () => ({ name: 'Nothing to do', precondition: '<br><br>', ...inSteps([]) }),
  () => ({ name: 'The same name twice' }),
  () => ({ name: 'The same name twice' }),
];
