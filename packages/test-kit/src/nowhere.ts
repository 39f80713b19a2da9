/** Options of a client at an address without a server: only calls that the test itself answers come to anything. */
export const NOWHERE = {
  baseUrl: 'http://127.0.0.1:9',
  token: () => 'none',
  budget: {
    acquire: async () => undefined,
    answered: () => undefined,
    penalise: async () => undefined,
    clear: async () => undefined,
  },
  concurrency: 1,
  timeoutMs: 1_000,
  retry: { attempts: 1 },
} as const;
