import { createHash } from 'node:crypto';

/**
 * SHA-256 of an object's content, whatever the order of its properties. A record whose content has the same hash in two
 * runs needs no update.
 */
export const contentHash = (content: object): string =>
  createHash('sha256').update(JSON.stringify(content, sortKeys)).digest('hex');

const sortKeys = (_key: string, value: unknown): unknown =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).sort(([left], [right]) => (left < right ? -1 : 1)))
    : value;
