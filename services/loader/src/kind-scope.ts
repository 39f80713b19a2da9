import type { Draft } from '@z2q/contracts';
import type { BatchContext } from '@z2q/runtime';
import type { ObjectWrite, Site, TargetKind, TargetObject } from '@z2q/target';

/** What the work on objects of one kind in a batch needs. */
export type KindScope<D extends Draft, O extends TargetObject, W extends ObjectWrite> = {
  readonly context: BatchContext;
  readonly site: Site;
  readonly kind: TargetKind<D, O, W>;
};
