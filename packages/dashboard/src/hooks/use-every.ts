import { useEffect } from 'preact/hooks';

/** Calls `act` repeatedly while the component is shown and `everyMs` is not null. */
export function useEvery(everyMs: number | null, act: () => void): void {
  // Not among the dependencies: callers pass a new function that does the same at each render.
  useEffect(() => {
    if (everyMs === null) return undefined;
    const timer = setInterval(act, everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
}
