import type { TargetProject } from '../../scenario/open-stand-ins.ts';
import type { CorpusCycle, CorpusProject } from './corpus.ts';
import { exactlyOnce } from './exactly-once.ts';
import { asName, propertiesOf, readField, shows } from './readable-text.ts';
import type { Places } from './verify-folders.ts';

type TargetSuite = TargetProject['testSuites'][number];

export const keyOfSuite = (suite: TargetSuite): string =>
  readField(suite.properties, 'Zephyr key') ?? `without a key (${suite.pid})`;

/** Each cycle must be a suite in the right place, with its dates, status, owner and description. */
export function verifyCycles(
  { cycles }: CorpusProject,
  { testSuites }: TargetProject,
  places: Places,
): readonly string[] {
  const byKey = new Map(testSuites.map((suite) => [keyOfSuite(suite), suite]));
  const counted = exactlyOnce(
    'cycle',
    cycles.map(({ key }) => key),
    testSuites.map(keyOfSuite),
  );
  const faults = cycles.flatMap((cycle) => {
    const suite = byKey.get(cycle.key);
    return suite ? verifyCycle(cycle, suite, places).map((fault) => `${cycle.key} ${fault}`) : [];
  });
  return [...counted, ...faults];
}

function verifyCycle(cycle: CorpusCycle, suite: TargetSuite, places: Places): readonly string[] {
  const { properties, container } = suite;
  const isInPlace = container.type === 'test-cycle' && container.id === places.get(cycle.folderId);
  const text = propertiesOf(properties)
    .map(({ value }) => value ?? '')
    .join('\n');
  const isAt = (field: string, date: string | null): boolean => {
    const shown = readField(properties, field);
    return date === null ? shown === null : Date.parse(shown ?? '') === Date.parse(date);
  };
  return [
    ...(suite.name === asName(cycle.name) ? [] : [`is called ${suite.name}`]),
    ...(isInPlace ? [] : ['is in another cycle']),
    ...(isAt('Planned Start Date', cycle.plannedStartDate) ? [] : ['starts at another time']),
    ...(isAt('Planned End Date', cycle.plannedEndDate) ? [] : ['ends at another time']),
    ...(shows({ properties, text }, 'Zephyr status', cycle.statusName ?? '') ? [] : ['has another status']),
    ...(text.includes(cycle.ownerId ?? '') ? [] : ['has another owner']),
    ...(text.includes(cycle.description ?? '') ? [] : ['has another description']),
  ];
}
