import { generateAttachments } from './generator/generate-attachments.ts';
import { generateCases } from './generator/generate-cases.ts';
import { generateCycles, generatePlans } from './generator/generate-cycles.ts';
import { generateExecutions } from './generator/generate-executions.ts';
import { generateFolders, generateReferences } from './generator/generate-references.ts';
import { startGeneration } from './generator/generation.ts';
import type { ZephyrData } from './zephyr-data.ts';

export type GenerateOptions = {
  readonly seed?: number;
  readonly projectKey?: string;
  /** With at least 23 cases, 6 cycles, 12 executions, a plan and 6 attachments, every kind of record occurs. */
  readonly cases?: number;
  readonly cycles?: number;
  readonly executions?: number;
  readonly plans?: number;
  readonly attachments?: number;
  /** Size of the largest file. */
  readonly attachmentBytes?: number;
};

/** A generated project of a web shop. The same options give the same data. */
export function generateZephyrData({
  seed = 1,
  projectKey = 'DEMO',
  cases = 120,
  cycles = 8,
  executions = 400,
  plans = 2,
  attachments = 24,
  attachmentBytes = 4_000,
}: GenerateOptions = {}): ZephyrData {
  const generation = startGeneration(seed, projectKey);
  generateReferences(generation);
  generateFolders(generation);
  generateCases(generation, cases);
  generateCycles(generation, cycles);
  generatePlans(generation, plans);
  if (cases > 0) generateExecutions(generation, executions);
  generateAttachments(generation, attachments, attachmentBytes);
  return generation.data;
}
