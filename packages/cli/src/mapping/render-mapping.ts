import type { MappingFile } from '@z2q/contracts';
import type { Proposal } from './propose-mapping.ts';

const HEADINGS: Readonly<Record<keyof MappingFile, string>> = {
  testCaseStatus: 'Zephyr status of a test case: choice of "Status" in qTest',
  priority: 'Zephyr priority: choice of "Priority" in qTest',
  executionStatus: 'Zephyr execution status: execution status in qTest',
  fields: 'Zephyr field of a test case: field in qTest',
};

/**
 * A mapping file with comments that say what is on the target and what is not. Strings are written as in JSON, which is
 * valid YAML.
 */
export function renderMapping(title: string, proposals: readonly Proposal[]): string {
  const head = [
    `# Mapping of ${title}, proposed by "z2q mapping init".`,
    '# Change what stands on the right. A line taken out keeps its name, like anything not named here.',
  ];
  return `${[...head, ...proposals.flatMap(renderTable)].join('\n')}\n`;
}

function renderTable({ table, choices, pairs }: Proposal): readonly string[] {
  const lines = pairs.map(({ from, to, isThere }) => {
    const pair = `  ${JSON.stringify(from)}: ${JSON.stringify(to)}`;
    return isThere ? pair : `${pair}  # ${missing(table)}`;
  });
  return [
    '',
    `# ${HEADINGS[table]}.`,
    `# There: ${choices.map((choice) => choice.replaceAll(/\s+/g, ' ')).join(' | ') || 'none'}`,
    lines.length > 0 ? `${table}:` : `${table}: {}`,
    ...lines,
  ];
}

export const missing = (table: keyof MappingFile): string =>
  table === 'executionStatus'
    ? 'not in qTest, and z2q cannot make statuses: add it there, or choose one that is there; otherwise executions with this status are not loaded'
    : 'not in qTest yet: z2q makes it if its token may, otherwise it is written into the description';
