import { createProject, type Project, type ProjectSeed } from './project.ts';

export type User = {
  readonly id: number;
  readonly username: string;
  readonly email: string;
  readonly first_name: string;
  readonly last_name: string;
  /** 1 active, 3 inactive. */
  readonly status: 1 | 3;
};

export type Site = {
  readonly users: readonly User[];
  /** The user behind the token. */
  readonly currentUser: User;
  readonly projects: Map<number, Project>;
  nextId(): number;
  addProject(seed: Omit<ProjectSeed, 'id'> & { readonly id?: number }): Project;
};

const toUser = (id: number, name: string, status: 1 | 3): User => ({
  id,
  username: `${name.toLowerCase()}@example.com`,
  email: `${name.toLowerCase()}@example.com`,
  first_name: name,
  last_name: 'Example',
  status,
});

const currentUser = toUser(473, 'Migrator', 1);
const users: readonly User[] = [
  currentUser,
  toUser(474, 'Ada', 1),
  toUser(475, 'Grace', 1),
  toUser(476, 'Linus', 3),
];

/** One id counter for the whole site: an id is never used twice, not even for two kinds of object. */
export function createSite(seeds: readonly ProjectSeed[]): Site {
  let lastId = 1_000_000;
  const nextId = (): number => {
    lastId += 1;
    return lastId;
  };
  const projects = new Map<number, Project>();
  const addProject: Site['addProject'] = (seed) => {
    const project = createProject({ ...seed, id: seed.id ?? nextId() }, nextId);
    projects.set(project.id, project);
    return project;
  };
  for (const seed of seeds) addProject(seed);
  return { users, currentUser, projects, nextId, addProject };
}
