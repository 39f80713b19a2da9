import type { TargetProject } from '../../scenario/open-stand-ins.ts';
import type { CorpusProject } from './corpus.ts';
import { verifyCases } from './verify-cases.ts';
import { verifyCycles } from './verify-cycles.ts';
import { verifyExecutions } from './verify-executions.ts';
import { verifyFiles } from './verify-files.ts';
import { cyclesOf, modulesOf, verifyFolders } from './verify-folders.ts';

/**
 * Compares a project of the corpus with what the target holds, record by record. It knows the corpus files, the
 * target's state and the rules by which a record may differ, and nothing of how the product does it.
 * @returns a line for each thing that is missing, double, misplaced or different.
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
