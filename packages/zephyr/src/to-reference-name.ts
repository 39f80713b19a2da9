import type { ReferenceKind, ReferenceNames } from './source-client.ts';

type Ref = { readonly id: string };

/** The linked name; `#id` where the project does not know it, so that it is not lost; null for no link. */
export const toReferenceName = (names: ReferenceNames, kind: ReferenceKind, ref: Ref | null): string | null =>
  ref && (names.nameOf(kind, ref.id) ?? `#${ref.id}`);
