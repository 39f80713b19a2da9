import { createSeededRandom } from '../../behaviour/seeded-random.ts';
import type { ZephyrData, ZephyrProject } from '../zephyr-data.ts';
import { createDraw, type Draw } from './draw.ts';

/** State that the parts of the generator share. */
export type Generation = {
  readonly draw: Draw;
  readonly data: ZephyrData;
  readonly project: ZephyrProject;
  /** Ids grow, with gaps, and differ between projects with different keys. */
  readonly nextId: () => number;
  readonly accountId: () => string;
};

export function startGeneration(seed: number, projectKey: string): Generation {
  const draw = createDraw(createSeededRandom(seed));
  const base = toIdBase(projectKey);
  let last = base;
  const nextId = (): number => {
    last += draw.whole(1, 9);
    return last;
  };
  const project = toEmptyProject(base, projectKey);
  const data: ZephyrData = { projects: [project], users: toUsers(), issues: [] };
  return { draw, data, project, nextId, accountId: () => draw.one(data.users).accountId };
}

const toIdBase = (projectKey: string): number => {
  const hash = [...projectKey].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 4_000, 7);
  return (hash + 1) * 100_000_000;
};

const toEmptyProject = (id: number, key: string): ZephyrProject => ({
  id,
  jiraProjectId: 10_000 + (id % 89_999),
  key,
  enabled: true,
  statuses: [],
  priorities: [],
  environments: [],
  folders: [],
  components: [],
  jiraVersions: [],
  cases: [],
  cycles: [],
  plans: [],
  executions: [],
  attachments: [],
});

const PEOPLE = ['Ada Bergström', 'Jamal Okafor', 'Mei Tanaka', 'Zoë Fischer', 'Luís Álvarez', 'Priya Nair'];

const toUsers = () =>
  PEOPLE.map((displayName, at) => ({
    accountId: `712020:5b10a284-4c20-4161-8570-0ede21g0000${at}`,
    displayName,
    emailAddress: `person${at + 1}@example.com`,
  }));
