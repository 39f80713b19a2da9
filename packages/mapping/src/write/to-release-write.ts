import type { ReleaseDraft, ReleaseWrite, TargetField } from '@z2q/contracts';
import { fillRequired } from './fill-required.ts';
import type { Written } from './written.ts';

/** Body of a release. */
export function toReleaseWrite(
  { name, description }: ReleaseDraft,
  target: { readonly fields: readonly TargetField[] },
): Written<ReleaseWrite> {
  const { properties, ...required } = fillRequired('releases', [], target.fields);
  return { write: { name, description, properties }, ...required };
}
