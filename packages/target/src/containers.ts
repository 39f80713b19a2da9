import type { Container } from '@z2q/contracts';
import type { Site } from './site.ts';
import type { Place } from './target-kind.ts';

/** A place among cycles as the target's calls name it. */
export const containerAt = (place: Place): Container =>
  place === null ? { type: 'root', id: 0 } : { type: 'test-cycle', id: place };

/** Of the places where an object may hang, the one that has it; undefined: none. */
export async function locate<P>(
  places: readonly P[],
  has: (place: P) => Promise<boolean>,
): Promise<P | undefined> {
  for (const place of new Set(places)) if (await has(place)) return place;
  return undefined;
}

export async function hasRuns({ client, signal }: Site, parent: Container): Promise<boolean> {
  const { items } = await client.pageTestRuns({ parent, page: 1, pageSize: 1 }, signal);
  return items.length > 0;
}
