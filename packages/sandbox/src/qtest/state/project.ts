import { createDefaultFields } from './default-fields.ts';
import type { Field, FieldObject } from './field.ts';
import {
  type AttachmentRow,
  type BuildRow,
  type CaseRow,
  type CommentRow,
  type CycleRow,
  containerPlace,
  type DefectRow,
  type LinkRow,
  type LogRow,
  type ModuleRow,
  ownerPlace,
  type ReleaseRow,
  type RequirementRow,
  type RunRow,
  type SuiteRow,
} from './rows.ts';
import { createTable, type Table } from './table.ts';

export type ExecutionStatus = {
  readonly id: number;
  readonly name: string;
  readonly is_default: boolean;
  readonly color: string;
  readonly active: boolean;
};

export type ProjectSeed = {
  readonly id: number;
  readonly name: string;
  readonly description?: string;
  readonly uuid?: string;
  readonly automation?: boolean;
  /** Default: the five that a new site has, and one that its users have added. */
  readonly statuses?: readonly ExecutionStatus[];
};

export type Project = {
  readonly id: number;
  name: string;
  description: string;
  uuid: string | null;
  readonly automation: boolean;
  startDate: string | null;
  endDate: string | null;
  readonly statuses: readonly ExecutionStatus[];
  readonly fields: Record<FieldObject, Field[]>;
  readonly modules: Table<ModuleRow>;
  readonly cases: Table<CaseRow>;
  readonly cycles: Table<CycleRow>;
  readonly suites: Table<SuiteRow>;
  readonly releases: Table<ReleaseRow>;
  readonly builds: Table<BuildRow>;
  readonly runs: Table<RunRow>;
  readonly logs: Table<LogRow>;
  readonly requirements: Table<RequirementRow>;
  readonly defects: Table<DefectRow>;
  readonly attachments: Table<AttachmentRow>;
  readonly comments: Table<CommentRow>;
  readonly links: Table<LinkRow>;
  /** Id of the case for every step of every version. */
  readonly caseOfStep: Map<number, number>;
  readonly caseOfVersion: Map<number, number>;
  readonly runsOfCase: Map<number, Set<RunRow>>;
  readonly logOfStepLog: Map<number, number>;
  /** Names become parameters by `[~name]` in a step; the ids belong to the project. */
  readonly parameters: Map<string, number>;
  /** Makes a pid, such as `TC-12`; never the same twice. */
  nextPid(prefix: string): string;
  nextId(): number;
};

const statuses: readonly ExecutionStatus[] = [
  { id: 601, name: 'Passed', is_default: false, color: '#6BD26B', active: true },
  { id: 602, name: 'Failed', is_default: false, color: '#E37878', active: true },
  { id: 603, name: 'Incomplete', is_default: false, color: '#E3C878', active: true },
  { id: 604, name: 'Blocked', is_default: false, color: '#A0A0A0', active: true },
  { id: 605, name: 'Unexecuted', is_default: true, color: '#D3DAE6', active: true },
  { id: 606, name: 'Pass with remarks', is_default: false, color: '#B5D26B', active: true },
];

const modulePlace = (row: { readonly parentId: number | null }): string => String(row.parentId ?? 0);

function createPidCounter(): (prefix: string) => string {
  const last = new Map<string, number>();
  return (prefix) => {
    const next = (last.get(prefix) ?? 0) + 1;
    last.set(prefix, next);
    return `${prefix}-${next}`;
  };
}

/** An empty project with its system fields. */
export function createProject(seed: ProjectSeed, nextId: () => number): Project {
  return {
    id: seed.id,
    name: seed.name,
    description: seed.description ?? '',
    uuid: seed.uuid ?? null,
    automation: seed.automation ?? false,
    startDate: null,
    endDate: null,
    statuses: seed.statuses ?? statuses,
    fields: createDefaultFields(nextId),
    modules: createTable((row) => modulePlace(row)),
    cases: createTable((row) => modulePlace(row)),
    cycles: createTable((row) => containerPlace(row.container)),
    suites: createTable((row) => containerPlace(row.container)),
    releases: createTable(() => ''),
    builds: createTable((row) => String(row.releaseId)),
    runs: createTable((row) => containerPlace(row.container)),
    logs: createTable((row) => String(row.runId)),
    requirements: createTable((row) => modulePlace(row)),
    defects: createTable(() => ''),
    attachments: createTable((row) => ownerPlace(row.ownerType, row.ownerId)),
    comments: createTable((row) => ownerPlace(row.ownerType, row.ownerId)),
    links: createTable((row) => ownerPlace(row.fromType, row.fromId)),
    caseOfStep: new Map(),
    caseOfVersion: new Map(),
    runsOfCase: new Map(),
    logOfStepLog: new Map(),
    parameters: new Map(),
    nextPid: createPidCounter(),
    nextId,
  };
}
