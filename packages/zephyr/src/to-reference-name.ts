import type { ReferenceKind, ReferenceNames } from './source-client.ts';

type Ref = { readonly id: string };

/** The name of a reference; `#id` if the project does not have the id, so that it is not lost; null without a reference. */
export const toReferenceName = (names: ReferenceNames, kind: ReferenceKind, ref: Ref | null): string | null =>
  ref && (names.nameOf(kind, ref.id) ?? `#${ref.id}`);
