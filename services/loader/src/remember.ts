import { readOrGone } from '@z2q/target';

/** Lists each place once. A place that was deleted on the target is empty. */
export function remember<Place, Item>(
  list: (place: Place) => Promise<readonly Item[]>,
): (place: Place) => Promise<readonly Item[]> {
  const known = new Map<Place, Promise<readonly Item[]>>();
  return (place) => {
    const listed = known.get(place) ?? readOrGone(() => list(place)).then((items) => items ?? []);
    known.set(place, listed);
    return listed;
  };
}
