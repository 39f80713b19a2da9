const QUIET_MS = 10_000;
/** Most messages that are remembered at a time. */
const MESSAGES = 100;

/** Logs an error once, and the same error again only after ten seconds, with the number of times it occurred meanwhile. */
export function logSparingly(
  tell: (error: unknown, unsaid: number) => void,
  now: () => number = () => performance.now(),
): (error: unknown) => void {
  const told = new Map<string, { atMs: number; unsaid: number }>();
  return (error) => {
    const message = error instanceof Error ? error.message : String(error);
    const last = told.get(message);
    if (last && now() - last.atMs < QUIET_MS) {
      last.unsaid += 1;
      return;
    }
    if (!last && told.size >= MESSAGES) told.clear();
    told.set(message, { atMs: now(), unsaid: 0 });
    tell(error, last?.unsaid ?? 0);
  };
}
