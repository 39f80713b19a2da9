import { describe, expect, test } from 'vitest';
import { toCanonicalJson } from '../behaviour/canonical-json.ts';
import { generateZephyrData } from './generate-zephyr-data.ts';

const data = generateZephyrData();
const [project] = data.projects;
if (project === undefined) throw new Error('no project was generated');
const { cases, cycles, plans, executions, attachments, folders } = project;
const steps = cases.flatMap(({ script }) => (script.type === 'steps' ? script.steps : []));
const stepCounts = cases.map(({ script }) => (script.type === 'steps' ? script.steps.length : null));
const has = <T>(list: readonly T[], holds: (item: T) => boolean): boolean => list.some(holds);

describe('generated data', () => {
  test('is the same for the same seed and another for another', () => {
    expect(toCanonicalJson(generateZephyrData())).toBe(toCanonicalJson(data));
    expect(toCanonicalJson(generateZephyrData({ seed: 2 }))).not.toBe(toCanonicalJson(data));
  });

  test('has as many records as asked for, of any number', () => {
    const none = generateZephyrData({ cases: 0, cycles: 0, executions: 0, plans: 0, attachments: 0 });
    const few = generateZephyrData({ cases: 3, cycles: 1, executions: 5, plans: 1, attachments: 2 });

    expect(none.projects[0]?.cases).toEqual([]);
    expect(few.projects[0]).toMatchObject({ cases: { length: 3 }, executions: { length: 5 } });
    expect([cases, cycles, executions, plans, attachments].map(({ length }) => length)).toEqual([
      120, 8, 400, 2, 24,
    ]);
  });

  test('shares no id between records, nor between projects', () => {
    const other = generateZephyrData({ projectKey: 'OTHER' }).projects[0];
    const records = [...cases, ...cycles, ...plans, ...executions, ...folders];
    const ids = [...records.map(({ id }) => id), ...cases.flatMap(({ versionIds }) => versionIds)];
    const otherIds = (other?.executions ?? []).map(({ id }) => id);

    expect(new Set([...ids, ...otherIds]).size).toBe(ids.length + otherIds.length);
  });

  test('holds every kind of script and step', () => {
    expect(new Set(cases.map(({ script }) => script.type))).toEqual(new Set(['steps', 'plain', 'bdd']));
    expect(stepCounts).toEqual(expect.arrayContaining([0, 12, 50]));
    expect(has(steps, (step) => step.kind === 'call' && step.parameters.length > 0)).toBe(true);
    expect(has(steps, (step) => step.kind === 'inline' && step.description === null)).toBe(true);
    expect(has(steps, ({ id }) => id === null)).toBe(true);
  });

  test('holds every awkward text', () => {
    const texts = JSON.stringify(cases);
    for (const awkward of ['<table>', '<img ', '[~jane.doe]', '検索', '🔎', '\\n', '<br><br>']) {
      expect(texts).toContain(awkward);
    }
    expect(cases.some(({ name }) => name.length === 255)).toBe(true);
    expect(cases.filter(({ name }) => name === 'The same name twice')).toHaveLength(2);
  });

  test('holds every type of custom field, set and unset', () => {
    const values = cases.flatMap(({ customFields }) => Object.values(customFields));

    expect(new Set(values.map((value) => (Array.isArray(value) ? 'array' : typeof value)))).toEqual(
      new Set(['string', 'number', 'boolean', 'array', 'object']),
    );
    expect(values).toEqual(expect.arrayContaining([null, '', false, true, 0.25, '2026-01-31']));
  });

  test('holds labels, components, links and versions', () => {
    expect(has(cases, ({ labels }) => labels.length > 0)).toBe(true);
    expect(has(cases, ({ componentId }) => componentId !== null)).toBe(true);
    expect(has(cases, ({ issueLinks }) => issueLinks.length === 3)).toBe(true);
    expect(has(cases, ({ webLinks }) => has(webLinks, ({ url }) => !URL.canParse(url)))).toBe(true);
    expect(has(cases, ({ versionIds }) => versionIds.length > 1)).toBe(true);
  });

  test('holds folders of one name side by side, and records in none', () => {
    const twins = folders.filter(({ name }) => name === 'Same name');

    expect(new Set(twins.map(({ parentId }) => parentId)).size).toBe(1);
    expect(twins).toHaveLength(2);
    for (const records of [cases, cycles, plans]) {
      expect(records.some(({ folderId }) => folderId === null)).toBe(true);
    }
  });

  test('holds every kind of cycle and plan', () => {
    const empty = cycles.find((cycle) => !executions.some(({ cycleId }) => cycleId === cycle.id));

    expect(empty?.name).toBe('Empty cycle');
    expect(has(cycles, ({ plannedStartDate }) => plannedStartDate === null)).toBe(true);
    expect(has(cycles, ({ jiraVersionId }) => jiraVersionId !== null)).toBe(true);
    expect(cycles.filter(({ name }) => name === 'Smoke tests')).toHaveLength(2);
    expect(has(plans, ({ cycleLinks }) => cycleLinks.length > 1)).toBe(true);
  });

  test('holds every kind of execution', () => {
    const reruns = executions.filter(
      ({ testCaseKey, cycleId }) => testCaseKey === 'DEMO-T2' && cycleId === cycles[0]?.id,
    );
    const results = executions.flatMap(({ stepResults }) => stepResults);

    expect(reruns.length).toBeGreaterThanOrEqual(3);
    expect(has(executions, ({ cycleId }) => cycleId === null)).toBe(true);
    expect(has(executions, ({ actualEndDate }) => actualEndDate === null)).toBe(true);
    expect(has(executions, ({ environmentId }) => environmentId === null)).toBe(true);
    expect(has(executions, ({ stepResults }) => stepResults.length === 50)).toBe(true);
    expect(
      has(executions, ({ actualEndDate, stepResults: { length } }) => !!actualEndDate && length === 0),
    ).toBe(true);
    expect(has(executions, ({ issueLinks }) => issueLinks.length > 0)).toBe(true);
    expect(has(results, ({ actualResult }) => actualResult !== null)).toBe(true);
    expect(has(results, ({ testDataRowNumber }) => testDataRowNumber === 1)).toBe(true);
  });

  test('holds files on every kind of owner, an empty one, and names beyond ASCII', () => {
    expect(new Set(attachments.map(({ owner }) => owner.kind)).size).toBe(6);
    expect(has(attachments, ({ size }) => size === 0)).toBe(true);
    expect(has(attachments, ({ name }) => /[^ -~]/.test(name))).toBe(true);
    expect(new Set(attachments.map(({ sha256 }) => sha256)).size).toBeLessThan(attachments.length);
  });
});
