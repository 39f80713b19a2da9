import { z } from 'zod';

const Node = z.record(z.string(), z.unknown());
const METHODS = new Set(['get', 'post', 'put', 'patch', 'delete']);

/** Lists the places of an OpenAPI document without a description: operations, parameters, properties and named schemas. */
export const listUndescribed = (document: unknown): readonly string[] => walk(document, []);

function walk(value: unknown, path: readonly string[]): readonly string[] {
  if (Array.isArray(value))
    return value.flatMap((each: unknown, index) => walk(each, [...path, String(index)]));
  const node = Node.safeParse(value).data;
  if (node === undefined) return [];
  const own = mustBeDescribed(path) && !isDescribed(node) ? [path.join('/')] : [];
  const parts = Object.entries(node).filter(([name]) => name !== 'examples');
  return [...own, ...parts.flatMap(([name, part]) => walk(part, [...path, name]))];
}

function mustBeDescribed(path: readonly string[]): boolean {
  const [kind = '', name = ''] = path.slice(-2);
  if (path.length === 3 && path[0] === 'paths') return METHODS.has(name);
  if (kind === 'parameters') return true;
  if (kind === 'schemas') return path[0] === 'components';
  return kind === 'properties' && path.at(-3) !== 'properties';
}

/** The description may be the node's own, that of its reference, or that of one of its alternatives. */
function isDescribed(node: z.infer<typeof Node>): boolean {
  if (typeof node.description === 'string' || typeof node.$ref === 'string') return true;
  const forms = Array.isArray(node.anyOf) ? node.anyOf : [node.schema];
  return forms.some((form: unknown) => {
    const { success, data } = Node.safeParse(form);
    return success && isDescribed(data);
  });
}
