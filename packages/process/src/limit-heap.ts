import { getHeapSpaceStatistics, setFlagsFromString } from 'node:v8';

/** With V8's initial size, garbage collection took a sixth of a worker's time. */
const YOUNG_BYTES = 8 * 2 ** 20;

let isLimited = false;

/**
 * Makes V8 collect garbage before it asks for more memory. On a machine with much memory V8 lets the heap grow to
 * several times what is used, but a worker holds only a few batches. The space for new objects cannot be limited in a
 * running process, so it is grown to its size here and its growth then stopped.
 */
export function limitHeap(): void {
  setFlagsFromString('--heap-growing-percent=30');
  isLimited = true;
  restoreYoungSpace();
}

/**
 * Grows the space for new objects back to the size that `limitHeap` gave it; does nothing in a process without a limit.
 * V8 shrinks it to 1 MB in a process with little to do, such as a worker between two runs, and does not grow it again.
 * Takes about 10 ms then, and otherwise a few microseconds.
 */
export function restoreYoungSpace(): void {
  if (!isLimited || youngBytes() >= YOUNG_BYTES) return;
  setFlagsFromString('--semi-space-growth-factor=2');
  for (let tries = 0; tries < 100 && youngBytes() < YOUNG_BYTES; tries += 1)
    Array.from({ length: 20_000 }, () => ({}));
  setFlagsFromString('--semi-space-growth-factor=1');
}

const youngBytes = (): number =>
  getHeapSpaceStatistics().find(({ space_name }) => space_name === 'new_space')?.space_size ?? YOUNG_BYTES;
