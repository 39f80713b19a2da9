import type { PreflightCheck, TargetField, TargetStatus } from '@z2q/contracts';
import type { TargetClient } from '@z2q/qtest';
import type { Migration } from '@z2q/store';
import { type Attempt, attempt } from './attempt.ts';
import { describeError, type Finding, failed, notChecked, passed, warning } from './finding.ts';
import { climbLadder } from './ladder.ts';
import { checkPlaces } from './place-checks.ts';
import { toRightsFinding } from './rights-finding.ts';
import type { SeenProject } from './source-checks.ts';
import { toTargetWords } from './target-words.ts';

export type TargetFindings = {
  readonly checks: readonly PreflightCheck[];
  readonly project: SeenProject;
};

export async function checkTarget(target: TargetClient, migration: Migration): Promise<TargetFindings> {
  const [user, project] = await Promise.all([
    attempt((signal) => target.whoAmI(signal)),
    attempt((signal) => target.getProject(signal)),
  ]);
  const ladder = climbLadder(project, toTargetWords(target.baseUrl, migration.targetProjectId));
  const token = user.ok && ladder.token.status === 'ok' ? toTokenFinding(user.value.name) : ladder.token;
  const [rest, places] = project.ok
    ? await Promise.all([checkProject(target, migration), checkPlaces(target, migration)])
    : [UNKNOWN, []];
  const checks = [
    { name: 'target_reachable', ...ladder.reachable },
    { name: 'target_token', ...token },
    { name: 'target_project', ...ladder.project },
    ...places,
    { name: 'target_rights', ...rest.rights },
    { name: 'target_fields', ...rest.fields },
    { name: 'target_required_fields', ...rest.required },
    { name: 'target_statuses', ...rest.statuses },
  ];
  return {
    checks,
    project: project.ok ? { projectId: String(project.value.id), projectName: project.value.name } : {},
  };
}

const toTokenFinding = (name: string): Finding =>
  passed(name === '' ? 'QTEST_TOKEN is accepted.' : `QTEST_TOKEN is accepted; it is ${name}'s.`);

type ProjectFindings = Readonly<Record<'rights' | 'fields' | 'required' | 'statuses', Finding>>;

const closed = notChecked('the project cannot be read');
const UNKNOWN: ProjectFindings = { rights: closed, fields: closed, required: closed, statuses: closed };

async function checkProject(target: TargetClient, { options }: Migration): Promise<ProjectFindings> {
  const [rights, fields, statuses] = await Promise.all([
    attempt((signal) => target.getPermissions(signal)),
    attempt((signal) => readFields(target, signal)),
    attempt((signal) => target.listStatuses(signal)),
  ]);
  return {
    rights: toRightsFinding(rights, options.approve),
    fields: toFieldsFinding(fields, options.createFields),
    required: toRequiredFinding(fields),
    statuses: toStatusesFinding(statuses),
  };
}

const OBJECTS = ['test-cases', 'test-suites', 'test-runs', 'releases'] as const;

type Fields = {
  readonly mayManage: boolean;
  readonly byObject: readonly {
    readonly object: (typeof OBJECTS)[number];
    readonly fields: readonly TargetField[];
  }[];
};

async function readFields(target: TargetClient, signal: AbortSignal): Promise<Fields> {
  const [mayManage, ...byObject] = await Promise.all([
    target.mayManageFields(signal),
    ...OBJECTS.map(async (object) => ({ object, fields: await target.listFields(object, signal) })),
  ]);
  return { mayManage, byObject };
}

function toFieldsFinding(fields: Attempt<Fields>, mayCreate: boolean): Finding {
  if (!fields.ok) return warning(`Fields cannot be read. ${describeError(fields.error)}`);
  const { mayManage, byObject } = fields.value;
  const count = byObject.find(({ object }) => object === 'test-cases')?.fields.length ?? 0;
  if (mayManage) return passed(`${count} fields of test cases can be read.`);
  return warning(
    `The token may not manage fields: only the ${count} that a test case shows are known, and values without a field of their name will be written in the description, or dropped where an object has none.`,
    mayCreate ? 'To have fields made, let the user manage field settings of the project.' : undefined,
  );
}

function toRequiredFinding(fields: Attempt<Fields>): Finding {
  if (!fields.ok) return notChecked('fields cannot be read');
  const required = fields.value.byObject.flatMap(({ object, fields: some }) =>
    some.filter((field) => field.isRequired && field.isActive).map(({ label }) => `${label} (${object})`),
  );
  if (required.length === 0) return passed('The project requires no field.');
  return warning(
    `The project requires ${required.join(', ')}: where Zephyr has no value, a default is filled in and the report says so.`,
    'To have other values, give the fields a default in the settings of the project, or make them optional while the migration runs.',
  );
}

function toStatusesFinding(statuses: Attempt<readonly TargetStatus[]>): Finding {
  if (!statuses.ok) {
    return failed(
      `Execution statuses cannot be read. ${describeError(statuses.error)}`,
      "Let the token's user read test runs of the project.",
    );
  }
  const active = statuses.value.filter(({ isActive }) => isActive);
  if (active.length === 0) {
    return failed(
      'The project has no active execution statuses.',
      'Make them active in the settings of the site.',
    );
  }
  return passed(`Execution statuses: ${active.map(({ name }) => name).join(', ')}.`);
}
