import type { ReferenceNames } from './source-client.ts';

type NamedReference = {
  readonly kind: string;
  readonly sourceId: string;
  readonly name: string;
  readonly isDefault: boolean;
};

/** Builds the look-up of names that records refer to by id. */
export function toReferenceNames(references: readonly NamedReference[]): ReferenceNames {
  const byId = new Map(references.map((reference) => [`${reference.kind}|${reference.sourceId}`, reference]));
  return {
    nameOf: (kind, id) => byId.get(`${kind}|${id}`)?.name,
    isDefault: (kind, id) => byId.get(`${kind}|${id}`)?.isDefault ?? false,
  };
}
