import { join } from 'node:path';
import type { ZephyrData, ZephyrProject } from '../zephyr-data.ts';
import { toCorpusAttachment } from './corpus-attachment.ts';
import { toCorpusCase } from './corpus-case.ts';
import { toCorpusCycle, toCorpusExecution } from './corpus-execution.ts';
import { createCorpusNames } from './corpus-names.ts';
import { toCorpusProject } from './corpus-project.ts';
import {
  CorpusAttachment,
  CorpusCase,
  CorpusCycle,
  CorpusExecution,
  CorpusFolder,
  CorpusUser,
} from './corpus-records.ts';
import { readJsonArray, readJsonLines } from './read-records.ts';

/** Higher than every id in a corpus. */
const FIRST_MADE_ID = 1_000_000_001;

/**
 * Reads a folder of real test cases. Missing ids are generated, the same ones each time; attachment files are read on
 * request.
 */
export function loadCorpus(dir: string): ZephyrData {
  let made = FIRST_MADE_ID;
  const nextId = (): number => made++;
  const records = readCorpus(dir);
  const data: ZephyrData = { projects: [], users: records.users, issues: [] };
  for (const key of new Set(records.cases.map(({ projectKey }) => projectKey))) {
    const project = toCorpusProject(dir, key, nextId);
    data.projects.push(project);
    fillProject(project, records, { dir, data, nextId });
  }
  return data;
}

const readCorpus = (dir: string) => ({
  users: readJsonLines(join(dir, 'users.jsonl'), CorpusUser),
  folders: readJsonArray(join(dir, 'folders.json'), CorpusFolder),
  cases: readJsonLines(join(dir, 'testcases.jsonl'), CorpusCase),
  cycles: readJsonLines(join(dir, 'cycles.jsonl'), CorpusCycle),
  executions: readJsonLines(join(dir, 'executions.jsonl'), CorpusExecution),
  attachments: readJsonLines(join(dir, 'attachments.jsonl'), CorpusAttachment),
});
type Corpus = ReturnType<typeof readCorpus>;
type Filling = { readonly dir: string; readonly data: ZephyrData; readonly nextId: () => number };

function fillProject(project: ZephyrProject, corpus: Corpus, { dir, data, nextId }: Filling): void {
  const isOurs = ({ projectKey }: { readonly projectKey: string }): boolean => projectKey === project.key;
  const hasOurKey = (key: string): boolean => key.startsWith(`${project.key}-`);
  const names = createCorpusNames(data, project, nextId);

  project.folders = corpus.folders.filter(isOurs).map(({ id, parentId, name, index, folderType }) => ({
    id,
    parentId,
    name,
    index: index ?? 0,
    folderType,
  }));
  project.cases = corpus.cases.filter(isOurs).map((record) => toCorpusCase(record, names, nextId));
  project.cycles = corpus.cycles.filter(isOurs).map((record) => toCorpusCycle(record, names, nextId));

  const cases = new Map(project.cases.map((one) => [one.key, one]));
  const cycleIds = new Map(project.cycles.map(({ key, id }) => [key, id]));
  const deps = {
    names,
    nextId,
    caseOf: (key: string) => cases.get(key),
    cycleIdOf: (key: string) => cycleIds.get(key),
  };
  project.executions = corpus.executions
    .filter(({ key }) => hasOurKey(key))
    .map((record) => toCorpusExecution(record, deps));
  project.attachments = corpus.attachments
    .filter(({ ownerKey }) => hasOurKey(ownerKey))
    .map((record) => toCorpusAttachment(dir, record, project));
}
