export type Row = { readonly id: number; readonly pid: string };

/** Rows by id, by pid and by place (the container in which they are listed), each in order of insertion. */
export type Table<R extends Row> = {
  readonly size: number;
  get(id: number): R | undefined;
  /** By numeric id or pid, as paths of comments and test cases allow. */
  find(idOrPid: string): R | undefined;
  in(place: string): ReadonlySet<R>;
  all(): IterableIterator<R>;
  insert(row: R): R;
  remove(id: number): void;
  /** Applies a change that may alter the row's place, and updates the index. */
  change(row: R, apply: () => void): void;
};

const nothing: ReadonlySet<never> = new Set();

export function createTable<R extends Row>(placeOf: (row: R) => string): Table<R> {
  const byId = new Map<number, R>();
  const byPid = new Map<string, R>();
  const byPlace = new Map<string, Set<R>>();

  const leave = (row: R): void => {
    const place = placeOf(row);
    byPlace.get(place)?.delete(row);
    if (byPlace.get(place)?.size === 0) byPlace.delete(place);
  };
  const enter = (row: R): void => {
    const place = placeOf(row);
    const rows = byPlace.get(place);
    if (rows) rows.add(row);
    else byPlace.set(place, new Set([row]));
  };

  return {
    get size() {
      return byId.size;
    },
    get: (id) => byId.get(id),
    find: (idOrPid) => (/^-?\d+$/.test(idOrPid) ? byId.get(Number(idOrPid)) : byPid.get(idOrPid)),
    in: (place) => byPlace.get(place) ?? nothing,
    all: () => byId.values(),
    insert(row) {
      byId.set(row.id, row);
      byPid.set(row.pid, row);
      enter(row);
      return row;
    },
    remove(id) {
      const row = byId.get(id);
      if (!row) return;
      leave(row);
      byId.delete(id);
      byPid.delete(row.pid);
    },
    change(row, apply) {
      leave(row);
      try {
        apply();
      } finally {
        enter(row);
      }
    },
  };
}
