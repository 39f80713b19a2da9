import type { FailureItem, ReportView, RunView } from '@z2q/contracts';
import { loadCorpus } from '@z2q/sandbox';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openScenario, type Scenario } from '../scenario/open-scenario.ts';
import { readCorpusProject } from './verify-corpus/corpus.ts';
import { verifyProject } from './verify-corpus/verify-project.ts';

const { CORPUS_DIR } = process.env;
const CORPUS_TIMEOUT_MS = 1_500_000;
const PROJECTS = [
  { key: 'MM', projectId: 1, cases: 5_068, cycles: 30, executions: 20_000, files: 39 },
  { key: 'SYL', projectId: 2, cases: 420, cycles: 0, executions: 0, files: 0 },
  { key: 'VA', projectId: 3, cases: 120, cycles: 0, executions: 0, files: 5 },
] as const;

describe.runIf(CORPUS_DIR)('the corpus through two loaders', () => {
  const dir = CORPUS_DIR ?? '';
  const runs = new Map<string, RunView>();
  let scenario: Scenario;

  beforeAll(async () => {
    // In one process: this test is about what arrives, and processes would take much more of the machine.
    scenario = await openScenario({
      data: loadCorpus(dir),
      projects: PROJECTS.length,
      loaders: 2,
      isTogether: true,
    });
    const { api } = scenario;
    const started = PROJECTS.map(async ({ key, projectId }) => {
      const migrationId = await api.createMigration(key, projectId);
      runs.set(key, await api.run(migrationId, { timeoutMs: CORPUS_TIMEOUT_MS }));
    });
    await Promise.all(started);
  }, CORPUS_TIMEOUT_MS);
  afterAll(() => scenario[Symbol.asyncDispose]());

  test.each(PROJECTS)(
    'the run of $key verifies every record',
    async ({ key, cases, cycles, executions, files }) => {
      const run = runs.get(key);
      const { items } = await scenario.api.get<{ items: FailureItem[] }>(`/v1/runs/${run?.id}/failures`);

      expect(items).toEqual([]);
      expect(run?.state).toBe('completed');
      expect(run?.counts.test_case).toMatchObject({ source: cases, verified: cases });
      expect(run?.counts.test_cycle?.verified ?? 0).toBe(cycles);
      expect(run?.counts.test_execution?.verified ?? 0).toBe(executions);
      expect(run?.counts.attachment?.verified ?? 0).toBe(files);
    },
  );

  test.each(PROJECTS)(
    'the target holds all of $key, once, in its place and unaltered',
    ({ key, projectId }) => {
      const source = readCorpusProject(dir, key);

      const faults = verifyProject(source, scenario.targetProject(projectId));

      expect(faults.slice(0, 20)).toEqual([]);
    },
  );

  test.each(PROJECTS)('the ledger of $key closes with what the source sent', async ({ key }) => {
    const run = runs.get(key);
    const { ledger } = await scenario.api.get<ReportView>(`/v1/runs/${run?.id}/report`);

    for (const { entityType, received, carried, changed, dropped, technical } of ledger.sums)
      process.stdout.write(
        `${key} ${entityType}: ${received} received = ${carried} carried + ${changed} changed + ${dropped} dropped + ${technical} technical\n`,
      );
    expect(ledger.sums.filter(({ closes, unproven }) => !closes || unproven > 0)).toEqual([]);
  });

  test('the case with fifty steps has them all in order', () => {
    const target = scenario.targetProject(1);

    const fifty = target.testCases.flatMap(({ versions }) => versions.at(-1) ?? []).find(hasStamp('MM-T43'));

    expect(fifty?.steps.map(({ order }) => order)).toEqual(Array.from({ length: 50 }, (_, at) => at + 1));
  });
});

const hasStamp =
  (key: string) =>
  ({ description }: { readonly description: string }): boolean =>
    description.includes(`[zephyr ${key}]`);
