import { setFlagsFromString } from 'node:v8';

/**
 * Has V8 collect garbage before it asks for more memory. On a machine with much memory it would rather let the heap grow
 * to several times what is in use, and a worker holds a few batches at most.
 */
export function limitHeap(): void {
  setFlagsFromString('--semi-space-growth-factor=1');
  setFlagsFromString('--heap-growing-percent=30');
}
