import { createHash } from 'node:crypto';
import type { Draft } from '@z2q/contracts';

/** SHA-256 of a draft, the same whatever the order of its properties: two runs that agree on it have nothing to update. */
export const contentHash = (draft: Draft): string =>
  createHash('sha256').update(JSON.stringify(draft, sortKeys)).digest('hex');

const sortKeys = (_key: string, value: unknown): unknown =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).sort(([left], [right]) => (left < right ? -1 : 1)))
    : value;
