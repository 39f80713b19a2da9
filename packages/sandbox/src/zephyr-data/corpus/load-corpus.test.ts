import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createContract } from '../../openapi/create-contract.ts';
import { startZephyrSandbox, type ZephyrSandbox } from '../../zephyr/start-zephyr-sandbox.ts';
import { openContent } from '../zephyr-attachment.ts';
import type { ZephyrData } from '../zephyr-data.ts';
import { loadCorpus } from './load-corpus.ts';

const { CORPUS_DIR } = process.env;

describe.skipIf(CORPUS_DIR === undefined)('a corpus of real test cases', () => {
  let data: ZephyrData;
  let sandbox: ZephyrSandbox;

  beforeAll(async () => {
    data = loadCorpus(CORPUS_DIR ?? '');
    sandbox = await startZephyrSandbox({ data });
  });
  afterAll(() => sandbox.close());

  test('is three projects with all their records', () => {
    const counts = data.projects.map(({ key, cases, cycles, executions }) => [
      key,
      cases.length,
      cycles.length,
      executions.length,
    ]);

    expect(counts).toEqual([
      ['MM', 5068, 30, 20_000],
      ['SYL', 420, 0, 0],
      ['VA', 120, 0, 0],
    ]);
  });

  test('gives every record an id of its own', () => {
    const records = data.projects.flatMap(({ cases, cycles, executions, folders }) => [
      ...cases,
      ...cycles,
      ...executions,
      ...folders,
    ]);

    expect(new Set(records.map(({ id }) => id)).size).toBe(records.length);
  });

  test('finds the text of every step result', () => {
    const results = data.projects.flatMap(({ executions }) =>
      executions.flatMap(({ stepResults }) => stepResults),
    );
    const steps = data.projects.flatMap(({ cases }) =>
      cases.flatMap(({ script }) => (script.type === 'steps' ? script.steps : [])),
    );
    const texts = new Set(steps.map((step) => (step.kind === 'inline' ? step.description : undefined)));

    expect(results.length).toBeGreaterThan(3_000);
    expect(results.every(({ description }) => texts.has(description))).toBe(true);
  });

  test('reads files that are what they were', async () => {
    for (const { content, sha256, size } of data.projects.flatMap(({ attachments }) => attachments)) {
      const hash = createHash('sha256');
      let read = 0;
      for await (const chunk of openContent(content)) {
        hash.update(chunk);
        read += chunk.length;
      }

      expect([read, hash.digest('hex')]).toEqual([size, sha256]);
    }
  });

  test.each([
    'testcases',
    'testcycles',
    'testexecutions',
    'folders',
    'statuses',
    'priorities',
    'environments',
  ])('conforms to the description in all pages of %s', async (collection) => {
    const contract = createContract('zephyr-cloud');
    const headers = { authorization: `Bearer ${sandbox.token}` };
    const path = `/${collection}?maxResults=1000`;

    for (let next: string | null = sandbox.baseUrl + path; next !== null; ) {
      const answer: Response = await fetch(next, { headers });
      const body = (await answer.json()) as { next: string | null };
      expect(contract.checkAnswer({ method: 'GET', path, status: answer.status, body })).toEqual([]);
      next = body.next;
    }
  });
});
