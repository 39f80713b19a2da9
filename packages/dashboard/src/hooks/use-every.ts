import { useEffect } from 'preact/hooks';

/** Calls again and again while it is shown and wanted. */
export function useEvery(everyMs: number | null, act: () => void): void {
  // What is called does the same each time.
  useEffect(() => {
    if (everyMs === null) return undefined;
    const timer = setInterval(act, everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
}
