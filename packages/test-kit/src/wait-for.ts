import { setTimeout as delay } from 'node:timers/promises';

export type WaitOptions = {
  /** Completes the sentence "Waited … ms for". */
  readonly what: string;
  readonly timeoutMs?: number;
  /** Time between two attempts; 20 ms unless given. */
  readonly everyMs?: number;
};

type Truthy<T> = Exclude<T, undefined | null | false | 0 | ''>;

/**
 * Repeats a condition until it returns something truthy. A condition that throws counts as not met; its last error
 * becomes the cause of the time-out.
 */
export async function waitFor<T>(
  condition: () => T | Promise<T>,
  { what, timeoutMs = 10_000, everyMs = 20 }: WaitOptions,
): Promise<Truthy<T>> {
  const deadline = performance.now() + timeoutMs;
  for (;;) {
    const answer = await ask(condition);
    if (answer.value) return answer.value as Truthy<T>;
    if (performance.now() >= deadline) {
      throw new Error(`Waited ${timeoutMs} ms for ${what}`, { cause: answer.error });
    }
    await delay(everyMs);
  }
}

async function ask<T>(condition: () => T | Promise<T>): Promise<{ value?: T; error?: unknown }> {
  try {
    return { value: await condition() };
  } catch (error) {
    return { error };
  }
}
