import { z } from 'zod';

const Endpoint = z.object({ url: z.string(), token: z.string() });

export const YardstickRequest = z.object({
  source: Endpoint,
  target: Endpoint,
  pairs: z.array(z.object({ projectKey: z.string(), projectId: z.number() })).readonly(),
  attachments: z.boolean(),
});
export type YardstickRequest = z.infer<typeof YardstickRequest>;
