import type { TargetField } from '@z2q/contracts';
import { createRateBudget } from '@z2q/http';
import {
  type ApiConfig,
  type Environment,
  QtestEnv,
  readConfig,
  toClientOptions,
  toQtestConfig,
  toZephyrConfig,
  ZephyrEnv,
} from '@z2q/process';
import { createQtestClient, type TargetClient } from '@z2q/qtest';
import { createZephyrCloudClient, type ReferenceKind, type SourceClient } from '@z2q/zephyr';
import { z } from 'zod';

/** The names on both sides that a mapping file can pair. */
export type ProjectNames = { readonly source: SourceNames; readonly target: TargetNames };
export type SourceNames = {
  readonly testCaseStatus: readonly string[];
  readonly priority: readonly string[];
  readonly executionStatus: readonly string[];
  readonly fields: readonly string[];
};
export type TargetNames = SourceNames;

const NamesEnv = z.object({ ...ZephyrEnv.shape, ...QtestEnv.shape });
const PAGE = 500;
/** Fields of every test case that a mapping file can name, beside its custom fields. */
const STANDARD_FIELDS = ['Labels', 'Component', 'Estimated time'];

/** Reads the names from both APIs, by the environment. @throws {ConfigError} @throws {HttpError} */
export async function readProjectNames(
  env: Environment,
  projectKey: string,
  projectId: number,
): Promise<ProjectNames> {
  const config = readConfig(NamesEnv, env);
  const source = createZephyrCloudClient(toOptions(toZephyrConfig(config)));
  const target = createQtestClient({ ...toOptions(toQtestConfig(config)), projectId });
  try {
    const [ofSource, ofTarget] = await Promise.all([readSource(source, projectKey), readTarget(target)]);
    return { source: ofSource, target: ofTarget };
  } finally {
    source.close();
    target.close();
  }
}

const toOptions = (api: ApiConfig) => ({
  ...toClientOptions(api),
  budget: createRateBudget({ redis: null, key: new URL(api.baseUrl).host, maxRps: api.maxRps }),
});

async function readSource(client: SourceClient, projectKey: string): Promise<SourceNames> {
  const { references } = await client.listReferences(projectKey);
  const namesOf = (kind: ReferenceKind): readonly string[] =>
    references.filter((reference) => reference.kind === kind).map(({ name }) => name);
  return {
    testCaseStatus: namesOf('status:TEST_CASE'),
    priority: namesOf('priority'),
    executionStatus: namesOf('status:TEST_EXECUTION'),
    fields: [...STANDARD_FIELDS, ...(await readCustomFields(client, projectKey))],
  };
}

/** Zephyr does not list custom fields, so all test cases are read and their field names collected. */
async function readCustomFields(client: SourceClient, projectKey: string): Promise<readonly string[]> {
  const names = new Set<string>();
  for (let startAt = 0; ; ) {
    const page = await client.pageTestCases({ projectKey, startAt, maxResults: PAGE });
    for (const name of page.items.flatMap(({ customFields }) => Object.keys(customFields))) names.add(name);
    startAt += page.received;
    if (!page.hasMore) return [...names].toSorted();
  }
}

async function readTarget(client: TargetClient): Promise<TargetNames> {
  const [fields, statuses] = await Promise.all([client.listFields('test-cases'), client.listStatuses()]);
  const choicesOf = (name: string): readonly string[] =>
    findField(fields, name)?.allowedValues.map(({ label }) => label) ?? [];
  return {
    testCaseStatus: choicesOf('Status'),
    priority: choicesOf('Priority'),
    executionStatus: statuses.filter(({ isActive }) => isActive).map(({ name }) => name),
    fields: fields.map(({ label }) => label),
  };
}

const findField = (fields: readonly TargetField[], name: string): TargetField | undefined =>
  fields.find(({ label, originalName }) => label === name || originalName === name);
