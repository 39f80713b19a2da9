import { createHash } from 'node:crypto';

/** A number in [0, 1) for what is named by these parts, the same one whoever asks and whenever. */
export function draw(...parts: readonly (string | number)[]): number {
  const digest = createHash('sha256').update(parts.join('|')).digest();
  return digest.readUIntBE(0, 6) / 2 ** 48;
}

/** One of several, the same one for the same parts. */
export function pick<Item>(items: readonly Item[], ...parts: readonly (string | number)[]): Item | undefined {
  return items[Math.floor(draw(...parts) * items.length)];
}
