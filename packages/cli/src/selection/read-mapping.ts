import { MappingFile } from '@z2q/contracts';
import { readDocument, toDocumentError } from './read-document.ts';

/** @throws {CliError} with every fault of the file at once. */
export function readMapping(path: string): MappingFile {
  const parsed = MappingFile.safeParse(readDocument(path));
  if (parsed.success) return parsed.data;
  throw toDocumentError(path, parsed.error, 'Write a fresh one with "z2q mapping init" and compare.');
}
