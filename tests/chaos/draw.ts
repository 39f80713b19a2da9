import { createHash } from 'node:crypto';

/** A number in [0, 1) that depends on nothing but the given parts. */
export function draw(...parts: readonly (string | number)[]): number {
  const digest = createHash('sha256').update(parts.join('|')).digest();
  return digest.readUIntBE(0, 6) / 2 ** 48;
}

/** One of the items, chosen by nothing but the given parts. */
export function pick<Item>(items: readonly Item[], ...parts: readonly (string | number)[]): Item | undefined {
  return items[Math.floor(draw(...parts) * items.length)];
}
