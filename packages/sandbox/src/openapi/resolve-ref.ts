import type { Spec } from './load-spec.ts';

/** Follows a `$ref` into the components. */
export function resolveRef<T extends { readonly $ref?: string }>(
  { components }: Spec,
  given: T | undefined,
): T | undefined {
  const [, kind, name] = /^#\/components\/([^/]+)\/(.+)$/.exec(given?.$ref ?? '') ?? [];
  if (kind === undefined || name === undefined) return given;
  return components[kind]?.[name] as T | undefined;
}
