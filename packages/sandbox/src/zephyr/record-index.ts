import type { ZephyrData, ZephyrProject } from '../zephyr-data/zephyr-data.ts';
import { notFound } from './zephyr-api-error.ts';

type Identified = { readonly id: number; readonly key?: string };
export type Located<R> = { readonly project: ZephyrProject; readonly record: R };

/** Finds records of one kind without scanning all of them. Notices added and removed records. */
export type RecordIndex<R> = {
  /** By id or key, in an enabled project. */
  find(idOrKey: string): Located<R> | undefined;
  /** Like `find`; throws 404. */
  get(idOrKey: string): Located<R>;
  /** In stored order. */
  list(projects: readonly ZephyrProject[]): readonly Located<R>[];
  /** By ascending id. */
  sorted(projects: readonly ZephyrProject[]): readonly Located<R>[];
  /** The records for which `groupOf` returns this name. */
  group(name: string): readonly R[];
};

export type RecordIndexOptions<R> = {
  /** The noun for a record in a 404. */
  readonly noun: string;
  readonly recordsOf: (project: ZephyrProject) => readonly R[];
  readonly groupOf?: (record: R) => string;
};

export function createRecordIndex<R extends Identified>(
  data: ZephyrData,
  { noun, recordsOf, groupOf = () => '' }: RecordIndexOptions<R>,
): RecordIndex<R> {
  let built = build(data, recordsOf);
  const fresh = (): Built<R> => {
    if (!isFresh(built, data, recordsOf)) built = build(data, recordsOf);
    return built;
  };
  const find = (idOrKey: string): Located<R> | undefined => {
    const located = fresh().byName.get(idOrKey);
    return located?.project.enabled ? located : undefined;
  };
  return {
    find,
    get: (idOrKey) => {
      const located = find(idOrKey);
      if (located === undefined) throw notFound(noun);
      return located;
    },
    list: (projects) => joined(projects, fresh().listed),
    sorted: (projects) => {
      const { listed, sorted } = fresh();
      for (const project of projects) {
        if (!sorted.has(project)) sorted.set(project, (listed.get(project) ?? []).toSorted(byId));
      }
      const all = joined(projects, sorted);
      return projects.length > 1 ? all.toSorted(byId) : all;
    },
    group: (name) => {
      const current = fresh();
      current.groups ??= Map.groupBy(data.projects.flatMap(recordsOf), groupOf);
      return current.groups.get(name) ?? [];
    },
  };
}

type Built<R> = {
  readonly listed: Map<ZephyrProject, readonly Located<R>[]>;
  readonly sorted: Map<ZephyrProject, readonly Located<R>[]>;
  readonly sources: Map<ZephyrProject, readonly R[]>;
  readonly byName: Map<string, Located<R>>;
  groups?: Map<string, R[]>;
};

function build<R extends Identified>(
  data: ZephyrData,
  recordsOf: (project: ZephyrProject) => readonly R[],
): Built<R> {
  const built: Built<R> = { listed: new Map(), sorted: new Map(), sources: new Map(), byName: new Map() };
  for (const project of data.projects) {
    const located = recordsOf(project).map((record) => ({ project, record }));
    built.listed.set(project, located);
    built.sources.set(project, recordsOf(project));
    for (const one of located) {
      built.byName.set(String(one.record.id), one);
      if (one.record.key !== undefined) built.byName.set(one.record.key, one);
    }
  }
  return built;
}

const isFresh = <R>(
  { sources, listed }: Built<R>,
  data: ZephyrData,
  recordsOf: (project: ZephyrProject) => readonly R[],
): boolean =>
  sources.size === data.projects.length &&
  data.projects.every((project) => {
    const records = recordsOf(project);
    return sources.get(project) === records && listed.get(project)?.length === records.length;
  });

const byId = (a: Located<Identified>, b: Located<Identified>): number => a.record.id - b.record.id;

function joined<R>(
  projects: readonly ZephyrProject[],
  lists: ReadonlyMap<ZephyrProject, readonly Located<R>[]>,
): readonly Located<R>[] {
  const [first] = projects;
  if (first !== undefined && projects.length === 1) return lists.get(first) ?? [];
  return projects.flatMap((project) => lists.get(project) ?? []);
}
