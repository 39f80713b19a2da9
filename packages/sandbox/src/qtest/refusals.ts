import { z } from 'zod';
import { ApiError } from './api-error.ts';

/** Makes the site refuse a record: a write of this kind whose name (for a log, its note) contains the text. */
export const Refusal = z.strictObject({
  objectType: z.string().min(1),
  nameContains: z.string(),
  message: z.string().default('The request cannot be processed.'),
  status: z.number().int().min(400).max(599).default(400),
});
export type Refusal = z.infer<typeof Refusal>;

/** Why a write is refused with 400; null accepts it. */
export type Refuse = (objectType: string, body: unknown) => string | null;

export type Refusals = {
  readonly list: readonly Refusal[];
  replace(refusals: readonly Refusal[]): void;
  /** Throws `ApiError` if the write is refused. */
  check(objectType: string, body: unknown): void;
};

const nameOf = (body: unknown): string => {
  const { name, note } = (body ?? {}) as { readonly name?: unknown; readonly note?: unknown };
  return [name, note].filter((text) => typeof text === 'string').join('\n');
};

export function createRefusals(refuse: Refuse | undefined): Refusals {
  let list: readonly Refusal[] = [];
  return {
    get list() {
      return list;
    },
    replace(refusals) {
      list = [...refusals];
    },
    check(objectType, body) {
      const message = refuse?.(objectType, body) ?? null;
      if (message !== null) throw new ApiError(400, message);
      if (list.length === 0) return;
      const name = nameOf(body);
      const hit = list.find(
        (refusal) => refusal.objectType === objectType && name.includes(refusal.nameContains),
      );
      if (hit) throw new ApiError(hit.status, hit.message);
    },
  };
}
