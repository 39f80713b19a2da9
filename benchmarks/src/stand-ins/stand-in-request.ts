import { z } from 'zod';

/** Where the source's records come from. */
export const DataSource = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('folder'), dir: z.string() }),
  z.object({ kind: z.literal('generated'), cases: z.number(), executions: z.number() }),
]);
export type DataSource = z.infer<typeof DataSource>;

export const StandInRequest = z.discriminatedUnion('side', [
  z.object({ side: z.literal('source'), latencyMs: z.number(), data: DataSource }),
  z.object({
    side: z.literal('target'),
    latencyMs: z.number(),
    projects: z.array(z.object({ id: z.number(), name: z.string() })),
  }),
]);
export type StandInRequest = z.infer<typeof StandInRequest>;

export const StandInReady = z.object({
  url: z.string(),
  token: z.string(),
  projectKeys: z.array(z.string()),
});
export type StandInReady = z.infer<typeof StandInReady>;
