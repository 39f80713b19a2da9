import { readFileSync } from 'node:fs';
import { parseDocument } from 'yaml';
import type { z } from 'zod';
import { type CliError, wrongUsage } from '../cli-error.ts';

/** Reads a YAML or JSON file as plain data. An empty file is an empty object. */
export function readDocument(path: string): unknown {
  const document = parseDocument(readText(path));
  const [fault] = document.errors;
  if (fault) throw wrongUsage(`${path} is neither YAML nor JSON: ${fault.message.split('\n', 1)[0]}`);
  return document.toJS() ?? {};
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw wrongUsage(
      `${path} cannot be read: ${error instanceof Error ? error.message : error}`,
      'Give the path of a file that is there, from the folder you are in.',
    );
  }
}

/** Lists every fault of a document at once. */
export function toDocumentError(what: string, error: z.ZodError, fix: string): CliError {
  const faults = error.issues.map(({ path, message }) => `  - ${path.join('.') || what}: ${message}`);
  return wrongUsage(`${what} cannot be used:\n${faults.join('\n')}`, fix);
}
