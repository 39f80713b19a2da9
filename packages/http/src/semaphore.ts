/** Lets at most `limit` holders in at a time, first come first served. */
export type Semaphore = {
  /** Resolves when it is this caller's turn, with a function that gives the place back. Rejects with the signal's reason. */
  acquire(signal?: AbortSignal): Promise<() => void>;
};

export function createSemaphore(limit: number): Semaphore {
  const waiting = new Set<() => void>();
  let free = limit;

  const release = (): void => {
    const [next] = waiting;
    if (!next) {
      free += 1;
      return;
    }
    waiting.delete(next);
    next();
  };

  return {
    acquire: async (signal) => {
      signal?.throwIfAborted();
      if (free > 0) free -= 1;
      else await turn(waiting, signal);
      return once(release);
    },
  };
}

function turn(waiting: Set<() => void>, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const abort = (): void => {
      waiting.delete(enter);
      reject(signal?.reason);
    };
    const enter = (): void => {
      signal?.removeEventListener('abort', abort);
      resolve();
    };
    waiting.add(enter);
    signal?.addEventListener('abort', abort, { once: true });
  });
}

function once(action: () => void): () => void {
  let isDone = false;
  return () => {
    if (isDone) return;
    isDone = true;
    action();
  };
}
