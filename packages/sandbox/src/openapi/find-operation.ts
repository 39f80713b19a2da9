import type { Spec, SpecOperation } from './load-spec.ts';

export type FoundOperation = {
  /** Path in the description: `/testcases/{testCaseKey}`. */
  readonly template: string;
  readonly operation: SpecOperation;
  readonly pathParameters: Readonly<Record<string, string>>;
};

/** Finds the operation of a request; templates with fewer parameters win. `path` has no base URL and no query. */
export function findOperation(spec: Spec, method: string, path: string): FoundOperation | undefined {
  const candidates = Object.entries(spec.paths)
    .filter(([, item]) => item[method.toLowerCase()] !== undefined)
    .sort(([a], [b]) => countParameters(a) - countParameters(b));
  for (const [template, item] of candidates) {
    const pathParameters = matchTemplate(template, path);
    const operation = item[method.toLowerCase()];
    if (pathParameters === undefined || operation === undefined) continue;
    const parameters = [...(item.parameters ?? []), ...(operation.parameters ?? [])];
    return { template, operation: { ...operation, parameters }, pathParameters };
  }
  return undefined;
}

const countParameters = (template: string): number => template.split('{').length;

function matchTemplate(template: string, path: string): Record<string, string> | undefined {
  const expected = template.split('/');
  const given = path.split('/');
  if (expected.length !== given.length) return undefined;
  const parameters: Record<string, string> = {};
  for (const [at, part] of expected.entries()) {
    const value = given[at] ?? '';
    const name = /^\{(.+)\}$/.exec(part)?.[1];
    if (name === undefined ? part !== value : value === '') return undefined;
    if (name !== undefined) parameters[name] = decodeURIComponent(value);
  }
  return parameters;
}
