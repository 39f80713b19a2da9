import { useEffect } from 'preact/hooks';

/** Calls `act` repeatedly while the component is shown and `everyMs` is not null. */
export function useEvery(everyMs: number | null, act: () => void): void {
  // `act` does the same each time.
  useEffect(() => {
    if (everyMs === null) return undefined;
    const timer = setInterval(act, everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
}
