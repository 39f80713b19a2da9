import type { TargetProject } from '../../scenario/open-stand-ins.ts';
import type { CorpusProject } from './corpus.ts';
import { verifyCases } from './verify-cases.ts';
import { verifyCycles } from './verify-cycles.ts';
import { verifyExecutions } from './verify-executions.ts';
import { verifyFiles } from './verify-files.ts';
import { cyclesOf, modulesOf, verifyFolders } from './verify-folders.ts';

/**
 * Compares a project of the corpus with the target, record by record. It knows the corpus files, the
 * stand-in's state, and by which rules a record may differ, but nothing of how the product works.
 * @returns a line for everything that is missing, double, misplaced or different.
 */
export function verifyProject(source: CorpusProject, target: TargetProject): readonly string[] {
  const modules = verifyFolders(source, 'TEST_CASE', modulesOf(target));
  const cycles = verifyFolders(source, 'TEST_CYCLE', cyclesOf(target));
  return [
    ...modules.faults,
    ...cycles.faults,
    ...verifyCases(source, target, modules.places),
    ...verifyCycles(source, target, cycles.places),
    ...verifyExecutions(source, target),
    ...verifyFiles(source, target),
  ];
}
