/** What a file belongs to. A step is named by its 0-based index, since Zephyr may send no step id. */
export type AttachmentOwner =
  | { readonly kind: 'test_case' | 'test_cycle' | 'test_plan' | 'test_execution'; readonly ownerId: string }
  | {
      readonly kind: 'test_step' | 'step_result';
      readonly ownerId: string;
      readonly stepIndex: number;
      readonly stepId: string;
    };

const OWNING_TYPES = {
  test_case: 'test_case',
  test_step: 'test_case',
  test_cycle: 'test_cycle',
  test_plan: 'test_plan',
  test_execution: 'test_execution',
  step_result: 'test_execution',
} as const satisfies Record<AttachmentOwner['kind'], string>;

export type OwningType = (typeof OWNING_TYPES)[AttachmentOwner['kind']];

/** Type of the record that a file belongs to, directly or through a step. */
export const owningTypeOf = (kind: AttachmentOwner['kind']): OwningType => OWNING_TYPES[kind];

const isOwnerKind = (kind: string): kind is AttachmentOwner['kind'] => kind in OWNING_TYPES;

/** The record that a file belongs to, read from the file's source id; undefined: it is not the id of a file. */
export function readOwningRecord(
  attachmentSourceId: string,
): { readonly type: OwningType; readonly ownerId: string } | undefined {
  const [kind = '', ownerId = ''] = attachmentSourceId.split('/');
  return isOwnerKind(kind) ? { type: owningTypeOf(kind), ownerId } : undefined;
}
