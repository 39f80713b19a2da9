import type { FieldObject, TargetField, TargetStatus } from '@z2q/contracts';
import type { TargetSchema } from './fit-draft.ts';

type Offered = {
  readonly statuses: readonly TargetStatus[];
  readonly fields: readonly { readonly object: FieldObject; readonly definition: TargetField }[];
};

export function toTargetSchema({ statuses, fields }: Offered): TargetSchema {
  const byObject = Map.groupBy(fields, ({ object }) => object);
  const lists = new Map(
    [...byObject].map(([object, some]) => [object, some.map(({ definition }) => definition)]),
  );
  return { statuses, fieldsOf: (object) => lists.get(object) ?? [] };
}
