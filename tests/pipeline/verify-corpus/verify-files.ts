import type { TargetProject } from '../../scenario/open-stand-ins.ts';
import type { CorpusFile, CorpusProject } from './corpus.ts';
import { exactlyOnce } from './exactly-once.ts';
import { keyOfCase, latestOf } from './verify-cases.ts';
import { keyOfLog } from './verify-executions.ts';

/** Each file must be on its owner once, with its name, size and bytes. */
export function verifyFiles({ files }: CorpusProject, project: TargetProject): readonly string[] {
  const owners = nameOwners(project);
  const expected = files.map((file) =>
    toLine(ownerInSource(file), file.fileName, file.sizeBytes, file.sha256),
  );
  const actual = project.attachments.map(({ ownerType, ownerId, name, sizeBytes, sha256 }) =>
    toLine(owners.get(`${ownerType} ${ownerId}`) ?? `${ownerType} ${ownerId}`, name, sizeBytes, sha256),
  );
  return exactlyOnce('file', numbered(expected), numbered(actual));
}

const toLine = (owner: string, name: string, sizeBytes: number, sha256: string): string =>
  `${owner}: ${name} (${sizeBytes} bytes, ${sha256})`;

/** Numbers equal lines: in the source an owner may have the same file twice. */
function numbered(lines: readonly string[]): readonly string[] {
  const seen = new Map<string, number>();
  return lines.map((line) => {
    const count = (seen.get(line) ?? 0) + 1;
    seen.set(line, count);
    return `${line} no. ${count}`;
  });
}

const ownerInSource = ({ ownerType, ownerKey, stepIndex }: CorpusFile): string =>
  ownerType === 'teststep' ? `${ownerKey} step ${(stepIndex ?? 0) + 1}` : ownerKey;

/** Names holders of files (cases, steps of their latest versions, logs) by their source records. */
function nameOwners({ testCases, testLogs }: TargetProject): ReadonlyMap<string, string> {
  const owners = new Map<string, string>();
  for (const testCase of testCases) {
    owners.set(`test-cases ${testCase.id}`, keyOfCase(testCase));
    for (const step of latestOf(testCase).steps)
      owners.set(`test-steps ${step.id}`, `${keyOfCase(testCase)} step ${step.order}`);
  }
  for (const log of testLogs) owners.set(`test-logs ${log.id}`, keyOfLog(log));
  return owners;
}
