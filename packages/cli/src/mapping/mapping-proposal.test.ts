import { MappingFile } from '@z2q/contracts';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { checkMapping } from './check-mapping.ts';
import type { ProjectNames } from './project-names.ts';
import { proposeMapping } from './propose-mapping.ts';
import { renderMapping } from './render-mapping.ts';

const NAMES: ProjectNames = {
  source: {
    testCaseStatus: ['Draft', 'ready for baseline', 'Needs: "care" # now'],
    priority: ['High'],
    executionStatus: ['Pass', 'Strange'],
    fields: ['Labels', 'yes'],
  },
  target: {
    testCaseStatus: ['New', 'Ready For Baseline'],
    priority: ['High', 'Low'],
    executionStatus: ['Passed', 'Failed'],
    fields: ['Labels'],
  },
};

test('a proposed file reads back as a mapping of every name, whatever characters are in it', () => {
  const text = renderMapping('WEB', proposeMapping(NAMES));

  expect(MappingFile.parse(parse(text))).toEqual({
    testCaseStatus: {
      Draft: 'Draft',
      'ready for baseline': 'Ready For Baseline',
      'Needs: "care" # now': 'Needs: "care" # now',
    },
    priority: { High: 'High' },
    executionStatus: { Pass: 'Passed', Strange: 'Strange' },
    fields: { Labels: 'Labels', yes: 'yes' },
  });
});

test('names without a counterpart are marked, the others are not', () => {
  const marked = renderMapping('WEB', proposeMapping(NAMES))
    .split('\n')
    .filter((line) => line.startsWith('  ') && line.includes('  # not in qTest'));

  expect(marked.map((line) => line.trim().split(':', 1)[0])).toEqual([
    '"Draft"',
    '"Needs',
    '"Strange"',
    '"yes"',
  ]);
});

test('a mapping fails on names that Zephyr does not have, and on execution statuses that cannot be made', () => {
  const mapping = MappingFile.parse({
    testCaseStatus: { Drafd: 'New' },
    priority: { High: 'Urgent' },
    executionStatus: { Pass: 'Great', '*': 'passed' },
  });

  const { ok, checks } = checkMapping(mapping, NAMES, undefined);

  expect(ok).toBe(false);
  expect(checks.map(({ name, status }) => `${name} ${status}`)).toEqual([
    'testCaseStatus: Drafd failed',
    'priority: High warning',
    'executionStatus: Pass failed',
    'executionStatus: * ok',
  ]);
});

test('a mapping says how many records each of its lines touches', () => {
  const mapping = MappingFile.parse({ priority: { High: 'Urgent' }, executionStatus: { '*': 'passed' } });

  const { checks } = checkMapping(mapping, NAMES, (table, name) =>
    `${table} ${name}` === 'priority High' ? 1 : 0,
  );

  expect(checks.map(({ detail }) => /\(.*\)$/.exec(detail)?.[0])).toEqual(['(1 record)', undefined]);
});
