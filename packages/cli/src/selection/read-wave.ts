import { CreateWave } from '@z2q/contracts';
import { readDocument, toDocumentError } from './read-document.ts';

export type WaveFlags = {
  readonly file?: string;
  readonly atOnce?: number;
  readonly skipUnmatched?: boolean;
  readonly name?: string;
};

/** Settings of a wave: the members of the file, overridden by flags. @throws {CliError} with every fault at once. */
export function readWave({ file, atOnce, skipUnmatched, name }: WaveFlags): CreateWave {
  const given = file === undefined ? {} : readDocument(file);
  const parsed = CreateWave.safeParse({
    ...(given as object),
    ...(atOnce === undefined ? {} : { atOnce }),
    ...(skipUnmatched ? { unmatched: 'skip' } : {}),
    ...(name === undefined ? {} : { name }),
  });
  if (parsed.success) return parsed.data;
  throw toDocumentError(file ?? 'The wave', parsed.error, FIX);
}

const FIX =
  'The file says, for example:\nprojects:\n  - { projectKey: WEB, projectId: 12345 }\n  - { projectKey: APP, projectId: 12346 }\natOnce: 2';
