/** What a token allows; each role may also do what those before it may. */
export const ROLES = ['view', 'operate', 'full'] as const;
export type Role = (typeof ROLES)[number];

/** The variable that gives a role its token. */
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

/** What a route needs: to read what only reads, and all rights for what does not say that fewer will do. */
export function neededRole({ method, config }: Needing): Role {
  if (config?.needs !== undefined) return config.needs;
  return [method].flat().every((each) => READING.has(each)) ? 'view' : 'full';
}
