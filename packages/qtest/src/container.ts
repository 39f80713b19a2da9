import type { Container } from '@z2q/contracts';
import { z } from 'zod';
import { IdOrNull, orNull } from './wire.ts';

const ContainerTypeOrNull = orNull(z.enum(['root', 'release', 'test-cycle', 'test-suite']));

/** The parent of an object, in either of the API's notations. */
export const Parent = z.looseObject({
  parentId: IdOrNull,
  parent_id: IdOrNull,
  parentType: ContainerTypeOrNull,
  parent_type: ContainerTypeOrNull,
});

export function toParent(wire: z.infer<typeof Parent>): Container | null {
  const type = wire.parentType ?? wire.parent_type;
  const id = wire.parentId ?? wire.parent_id;
  if (type === 'root') return { type, id: 0 };
  return type !== null && id !== null ? { type, id } : null;
}

/** The documented form of a parent. A parent in the body is not honoured by every server. */
export const toParentQuery = ({ type, id }: Container) => ({
  parentId: type === 'root' ? 0 : id,
  parentType: type,
});
