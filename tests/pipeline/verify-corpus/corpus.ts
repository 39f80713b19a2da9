import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The members of the corpus files that the verifier reads. It shares no code with the product or its
 * stand-ins.
 */
export type CorpusStep = {
  readonly description?: string | null;
  readonly testData?: string | null;
  readonly expectedResult?: string | null;
  readonly customFields?: Readonly<Record<string, unknown>>;
  /** A step that calls another test has only this. */
  readonly testCaseKey?: string;
};

export type CorpusCase = {
  readonly key: string;
  readonly projectKey: string;
  readonly name: string;
  readonly folderId: number | null;
  readonly objective: string | null;
  readonly precondition: string | null;
  readonly priorityName: string | null;
  readonly statusName: string | null;
  readonly labels: readonly string[];
  readonly component: string | null;
  readonly customFields: Readonly<Record<string, unknown>>;
  readonly createdOn: string | null;
  readonly steps: readonly CorpusStep[] | null;
  readonly script: { readonly type: 'plain' | 'bdd'; readonly text: string } | null;
};

export type CorpusCycle = {
  readonly key: string;
  readonly projectKey: string;
  readonly name: string;
  readonly folderId: number | null;
  readonly description: string | null;
  readonly statusName: string | null;
  readonly plannedStartDate: string | null;
  readonly plannedEndDate: string | null;
  readonly ownerId: string | null;
};

export type CorpusExecution = {
  readonly key: string;
  readonly testCaseKey: string;
  readonly testCycleKey: string;
  readonly statusName: string;
  readonly environmentName: string | null;
  readonly actualEndDate: string | null;
  readonly executedById: string | null;
  readonly assignedToId: string | null;
  /** Milliseconds. */
  readonly executionTime: number | null;
  readonly comment: string | null;
  readonly testScriptResults: readonly string[] | null;
};

export type CorpusFile = {
  readonly id: number;
  readonly ownerType: 'testcase' | 'teststep' | 'execution';
  readonly ownerKey: string;
  readonly stepIndex: number | null;
  readonly fileName: string;
  readonly sizeBytes: number;
  readonly sha256: string;
};

export type CorpusFolder = {
  readonly id: number;
  readonly projectKey: string;
  readonly name: string;
  readonly parentId: number | null;
  readonly folderType: 'TEST_CASE' | 'TEST_CYCLE' | 'TEST_PLAN';
};

/** The records of one project. */
export type CorpusProject = {
  readonly key: string;
  readonly folders: readonly CorpusFolder[];
  readonly cases: readonly CorpusCase[];
  readonly cycles: readonly CorpusCycle[];
  readonly executions: readonly CorpusExecution[];
  readonly files: readonly CorpusFile[];
  /** Ids by name: Zephyr's API returns only the id of a component. */
  readonly componentIds: ReadonlyMap<string, number>;
};

export function readCorpusProject(dir: string, key: string): CorpusProject {
  const isOurs = (record: { readonly projectKey: string }): boolean => record.projectKey === key;
  const hasOurKey = (recordKey: string): boolean => recordKey.startsWith(`${key}-`);
  const folders = JSON.parse(readFileSync(join(dir, 'folders.json'), 'utf8')) as CorpusFolder[];
  return {
    key,
    folders: folders.filter(isOurs),
    cases: readLines<CorpusCase>(dir, 'testcases.jsonl').filter(isOurs),
    cycles: readLines<CorpusCycle>(dir, 'cycles.jsonl').filter(isOurs),
    executions: readLines<CorpusExecution>(dir, 'executions.jsonl').filter((one) => hasOurKey(one.key)),
    files: readLines<CorpusFile>(dir, 'attachments.jsonl').filter((one) => hasOurKey(one.ownerKey)),
    componentIds: readComponentIds(join(dir, 'reference', `${key}_components.json`)),
  };
}

function readComponentIds(path: string): ReadonlyMap<string, number> {
  const components = existsSync(path)
    ? (JSON.parse(readFileSync(path, 'utf8')) as { readonly id: number; readonly name: string }[])
    : [];
  return new Map(components.map(({ id, name }) => [name, id]));
}

const readLines = <Row>(dir: string, file: string): readonly Row[] =>
  readFileSync(join(dir, file), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Row);
