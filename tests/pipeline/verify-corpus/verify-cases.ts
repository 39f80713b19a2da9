import type { TargetProject } from '../../scenario/open-stand-ins.ts';
import type { CorpusCase, CorpusProject } from './corpus.ts';
import { exactlyOnce } from './exactly-once.ts';
import { asName, type Readable, readField, shows, textsOf } from './readable-text.ts';
import type { Places } from './verify-folders.ts';
import { verifySteps } from './verify-steps.ts';

export type TargetCase = TargetProject['testCases'][number];

export const latestOf = ({ versions }: TargetCase) => versions.at(-1) as TargetCase['versions'][number];

export const keyOfCase = (testCase: TargetCase): string =>
  readField(latestOf(testCase).properties, 'Zephyr key') ?? `without a key (${testCase.pid})`;

/** Each case must be there once, in its module, with all texts, steps and values. */
export function verifyCases(
  { cases, componentIds }: CorpusProject,
  { testCases }: TargetProject,
  places: Places,
): readonly string[] {
  const byKey = new Map(testCases.map((testCase) => [keyOfCase(testCase), testCase]));
  const counted = exactlyOnce(
    'case',
    cases.map(({ key }) => key),
    testCases.map(keyOfCase),
  );
  const faults = cases.flatMap((source) => {
    const target = byKey.get(source.key);
    if (!target) return [];
    const place = places.get(source.folderId) === target.parentId ? [] : ['is in another module'];
    const found = [...place, ...verifyTexts(source, target), ...verifyValues(source, target, componentIds)];
    return [...found, ...verifySteps(source, latestOf(target).steps)].map(
      (fault) => `${source.key} ${fault}`,
    );
  });
  return [...counted, ...faults];
}

function verifyTexts(source: CorpusCase, target: TargetCase): readonly string[] {
  const { name, description, precondition } = latestOf(target);
  return [
    ...(name === asName(source.name) ? [] : [`is called ${name}`]),
    ...(description.startsWith(source.objective ?? '') ? [] : ['has another objective']),
    ...(precondition === (source.precondition ?? '') ? [] : ['has another precondition']),
  ];
}

/** If a project has no statuses or priorities of its own the defaults apply, which are not in the corpus. */
function verifyValues(
  source: CorpusCase,
  target: TargetCase,
  componentIds: ReadonlyMap<string, number>,
): readonly string[] {
  const { properties, description } = latestOf(target);
  const readable: Readable = { properties, text: description.slice((source.objective ?? '').length) };
  const values: readonly (readonly [name: string, value: unknown])[] = [
    ['Status', source.statusName],
    ['Priority', source.priorityName],
    ['Labels', source.labels],
    ['Component', componentIds.get(source.component ?? '')],
    ['Created on', source.createdOn],
    ...Object.entries(source.customFields),
  ];
  return values.flatMap(([name, value]) =>
    textsOf(value)
      .filter((text) => !shows(readable, name, text))
      .map((text) => `does not show ${name} ${text.slice(0, 80)}`),
  );
}
