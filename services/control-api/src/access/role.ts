/** What a token allows. Each role may also do what the roles before it may. */
export const ROLES = ['view', 'operate', 'full'] as const;
export type Role = (typeof ROLES)[number];

/** The environment variable with the token of a role. */
export const TOKEN_NAMES: Readonly<Record<Role, string>> = {
  view: 'CONTROL_VIEW_TOKEN',
  operate: 'CONTROL_OPERATE_TOKEN',
  full: 'CONTROL_TOKEN',
};

export const mayAct = (role: Role, needed: Role): boolean => ROLES.indexOf(role) >= ROLES.indexOf(needed);

const READING = new Set(['GET', 'HEAD']);

type Needing = {
  readonly method: string | readonly string[];
  readonly config?: { readonly needs?: Role } | undefined;
};

/** The role that a route needs: `view` to read, otherwise `full` unless the route says less. */
export function neededRole({ method, config }: Needing): Role {
  if (config?.needs !== undefined) return config.needs;
  return [method].flat().every((each) => READING.has(each)) ? 'view' : 'full';
}
