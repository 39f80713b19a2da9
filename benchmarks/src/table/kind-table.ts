import { ATTACHMENT_CHOICES, ENTITY_TYPES, type EntityType } from '@z2q/contracts';
import type { RouteCounts } from '../measure/count-requests.ts';
import type { Measured } from '../measure/measure-all.ts';
import type { Sample } from '../measure/sample.ts';
import { toMarkdownTable, toText } from './markdown-table.ts';
import { isWhole, middleOf } from './middle.ts';

/** Parts of a route that tell which type of record it is about, the telling ones first. */
const ROUTES: readonly (readonly [EntityType, RegExp])[] = [
  ['attachment', /\/attachments\/:attachmentId|\/blob-handles/],
  ['folder', /\/(folders|modules)\b/],
  ['test_case', /\/(testcases|test-cases)\b/],
  ['test_cycle', /\/(testcycles|test-cycles|test-suites)\b/],
  ['test_plan', /\/(testplans|releases)\b/],
  ['test_execution', /\/(testexecutions|test-runs)\b/],
];
const NAMES: Readonly<Record<EntityType, string>> = {
  folder: 'A folder',
  test_case: 'A test case',
  test_cycle: 'A test cycle',
  test_plan: 'A test plan',
  test_execution: 'A test execution',
  attachment: 'A file',
};

/**
 * Requests that one record of each type takes, on the source and on the target, by the choice of files; '' unless
 * several choices were measured.
 */
export function toKindTable(all: readonly Measured[]): string {
  const samples = ATTACHMENT_CHOICES.flatMap((choice) => {
    const ours = all.find(({ cell }) => cell.program === 'z2q' && cell.attachments === choice);
    return ours && isWhole(middleOf(ours)) ? [{ choice, sample: middleOf(ours) }] : [];
  });
  if (samples.length < 2) return '';
  return toMarkdownTable(
    ['Requests for', ...samples.map(({ choice }) => `files: ${choice}: Zephyr, qTest`)],
    ENTITY_TYPES.map((type) => [NAMES[type], ...samples.map(({ sample }) => toCell(sample, type))]),
  );
}

function toCell({ requests: { source, target }, recordsOf }: Sample, type: EntityType): string {
  const records = recordsOf[type] ?? 0;
  if (records === 0) return toText(null);
  return [source, target].map((counts) => toText(sumOfType(counts, type) / records, 2)).join(', ');
}

const sumOfType = (counts: RouteCounts, type: EntityType): number =>
  Object.entries(counts).reduce((sum, [route, count]) => sum + (typeOf(route) === type ? count : 0), 0);

/** undefined: it is about the project as a whole. */
const typeOf = (route: string): EntityType | undefined =>
  ROUTES.find(([, pattern]) => pattern.test(route))?.[0];
