import { generateZephyrData, loadCorpus, type ZephyrData } from '@z2q/sandbox';
import type { DataSource } from './stand-in-request.ts';

const CASES_A_CYCLE = 15;
const CASES_A_FILE = 6;

export function createZephyrData(source: DataSource): ZephyrData {
  if (source.kind === 'folder') return loadCorpus(source.dir);
  const { cases, executions } = source;
  const data = generateZephyrData({
    cases,
    executions,
    cycles: Math.max(6, Math.round(cases / CASES_A_CYCLE)),
    attachments: Math.max(6, Math.round(cases / CASES_A_FILE)),
  });
  // The target has no place for files of cycles: they would only be counted as skipped.
  for (const project of data.projects) {
    project.attachments = project.attachments.filter(({ owner }) => owner.kind !== 'test_cycle');
  }
  return data;
}
