import { z } from 'zod';

/** Where the source's records come from. */
export const DataSource = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('folder'), dir: z.string() }),
  z.object({ kind: z.literal('generated'), cases: z.number(), executions: z.number() }),
]);
export type DataSource = z.infer<typeof DataSource>;

const conditions = {
  latencyMs: z.number(),
  /** Requests a second; 0: no limit. */
  rps: z.number(),
};

export const StandInRequest = z.discriminatedUnion('side', [
  z.object({ side: z.literal('source'), ...conditions, data: DataSource }),
  z.object({
    side: z.literal('target'),
    ...conditions,
    projects: z.array(z.object({ id: z.number(), name: z.string() })),
  }),
]);
export type StandInRequest = z.infer<typeof StandInRequest>;

export const StandInReady = z.object({
  url: z.string(),
  token: z.string(),
  projectKeys: z.array(z.string()),
  /** Levels of the deepest tree of folders; 0: none. */
  depth: z.number(),
});
export type StandInReady = z.infer<typeof StandInReady>;
