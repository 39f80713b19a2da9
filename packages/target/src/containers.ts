import type { Container, MappedType } from '@z2q/contracts';
import type { Site } from './site.ts';
import type { Inside, Place } from './target-kind.ts';

/** A place among cycles, in the form of the target's API. */
export const containerAt = (place: Place): Container =>
  place === null ? { type: 'root', id: 0 } : { type: 'test-cycle', id: place };

/** Finds the place, among candidates, that holds an object; undefined: none does. */
export async function locate<P>(
  places: readonly P[],
  has: (place: P) => Promise<boolean>,
): Promise<P | undefined> {
  for (const place of new Set(places)) if (await has(place)) return place;
  return undefined;
}

type Named = { readonly id: number; readonly pid: string | null; readonly name: string };

/** Describes an object inside another one, for messages and look-ups. */
export const toInside =
  (noun: string, ...types: readonly MappedType[]) =>
  ({ id, pid, name }: Named): Inside => ({ id, label: `${noun} ${pid ?? id} "${name}"`, types });

/** Enough to name what is inside a place. */
const INSIDE_SHOWN = 100;

/** Test runs, suites and cycles directly in a place. */
export async function listInside(
  { client, signal }: Site,
  parent: Container,
  isSuite = false,
): Promise<readonly Inside[]> {
  const runs = await client.pageTestRuns({ parent, page: 1, pageSize: INSIDE_SHOWN }, signal);
  const inside = runs.items.map(toInside('test run', 'test_run'));
  if (isSuite) return inside;
  const suites = await client.listSuites(parent, signal);
  const cycles = await client.listCycleTree(parent, signal);
  return [
    ...inside,
    ...suites.map(toInside('test suite', 'test_cycle', 'container')),
    ...cycles.map(toInside('test cycle', 'folder', 'container')),
  ];
}
