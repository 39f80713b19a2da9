import { type AllowedValue, dataType, type Field, type FieldObject } from './field.ts';

type Seed = {
  readonly label: string;
  readonly type: number;
  /** Ids as on real sites; the first choice is the default. */
  readonly choices?: readonly (readonly [id: number, label: string])[];
  readonly id?: number;
  readonly originalName?: string;
};

const automation: Seed = {
  label: 'Automation',
  type: dataType.combo,
  choices: [
    [711, 'No'],
    [710, 'Yes'],
  ],
};
const executionType: Seed = {
  label: 'Execution Type',
  type: dataType.combo,
  choices: [
    [501, 'Functional'],
    [502, 'Regression'],
    [503, 'Smoke'],
    [504, 'User acceptance'],
  ],
};
const environment: Seed = { label: 'Environment', type: dataType.combo, choices: [] };
const assignedTo: Seed = { label: 'Assigned To', type: dataType.user };
const description: Seed = { label: 'Description', type: dataType.richText };

const testCases: readonly Seed[] = [
  {
    label: 'Status',
    type: dataType.combo,
    choices: [
      [201, 'New'],
      [202, 'In Progress'],
      [203, 'Ready for Baseline'],
      [204, 'Ready For Review'],
      [205, 'Baseline'],
    ],
  },
  {
    label: 'Type',
    type: dataType.combo,
    choices: [
      [701, 'Manual'],
      [702, 'Automation'],
      [703, 'Performance'],
      [704, 'Scenario'],
    ],
  },
  {
    label: 'Priority',
    type: dataType.combo,
    choices: [
      [721, 'Undecided'],
      [722, 'Low'],
      [723, 'Medium'],
      [724, 'High'],
      [725, 'Urgent'],
    ],
  },
  assignedTo,
  automation,
  { label: 'Automation Content', type: dataType.text },
  {
    label: 'Shared',
    type: dataType.combo,
    choices: [
      [731, 'No'],
      [732, 'Yes'],
    ],
  },
  { label: 'Projects Shared to', type: dataType.text, originalName: 'ProjectsSharedTo' },
];

const testSuites: readonly Seed[] = [
  { label: 'Planned Start Date', type: dataType.date, id: -67, originalName: 'PlannedStartDateTestSuite' },
  { label: 'Planned End Date', type: dataType.date, id: -68, originalName: 'PlannedEndDateTestSuite' },
  executionType,
  assignedTo,
  environment,
];

const testRuns: readonly Seed[] = [
  {
    label: 'Status',
    type: dataType.combo,
    choices: [
      [605, 'Unexecuted'],
      [601, 'Passed'],
      [602, 'Failed'],
      [603, 'Incomplete'],
      [604, 'Blocked'],
      [606, 'Pass with remarks'],
    ],
  },
  assignedTo,
  { label: 'Planned Start Date', type: dataType.date, id: -52, originalName: 'PlannedStartDate' },
  { label: 'Planned End Date', type: dataType.date, id: -53, originalName: 'PlannedEndDate' },
  executionType,
  environment,
];

const requirements: readonly Seed[] = [
  description,
  {
    label: 'Status',
    type: dataType.combo,
    choices: [
      [911, 'New'],
      [912, 'In Progress'],
      [913, 'Ready'],
      [914, 'Done'],
    ],
  },
  {
    label: 'Priority',
    type: dataType.combo,
    choices: [
      [901, 'Undecided'],
      [902, 'Must have'],
      [903, 'Nice to have'],
    ],
  },
  assignedTo,
];

const releases: readonly Seed[] = [
  {
    label: 'Status',
    type: dataType.combo,
    choices: [
      [301, 'Planned'],
      [302, 'Released'],
    ],
  },
];
const builds: readonly Seed[] = [
  {
    label: 'Status',
    type: dataType.combo,
    choices: [
      [401, 'New'],
      [402, 'Done'],
    ],
  },
];
const defects: readonly Seed[] = [{ label: 'Summary', type: dataType.text }, description];

const toChoice = ([value, label]: readonly [number, string], index: number): AllowedValue => ({
  value,
  label,
  order: index + 1,
  is_default: index === 0,
  is_active: true,
  color: null,
});

const toField = (seed: Seed, index: number, nextId: () => number): Field => ({
  id: seed.id ?? nextId(),
  label: seed.label,
  original_name: seed.originalName ?? seed.label.replaceAll(' ', ''),
  required: false,
  constrained: seed.choices !== undefined,
  order: index + 1,
  allowed_values: (seed.choices ?? []).map(toChoice),
  multiple: false,
  data_type: seed.type,
  searchable: true,
  default_value: null,
  system_field: true,
  is_active: true,
});

/** System fields of a new project, one list for each object kind. */
export function createDefaultFields(nextId: () => number): Record<FieldObject, Field[]> {
  const toFields = (seeds: readonly Seed[]): Field[] =>
    seeds.map((seed, index) => toField(seed, index, nextId));
  return {
    'test-cases': toFields(testCases),
    'test-suites': toFields(testSuites),
    'test-runs': toFields(testRuns),
    requirements: toFields(requirements),
    releases: toFields(releases),
    builds: toFields(builds),
    defects: toFields(defects),
    'test-steps': [],
  };
}
