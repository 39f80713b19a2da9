import type { PropertyWrite } from '@z2q/contracts';
import type { Written } from './to-test-case-write.ts';

/** A body as far as the source goes: what stands in a field because the project requires it is for people to correct. */
export const withoutFilled = <Write extends { readonly properties: readonly PropertyWrite[] }>({
  write,
  filled,
}: Written<Write>): Write => ({
  ...write,
  properties: write.properties.filter(({ field_id }) => !filled.has(field_id)),
});
