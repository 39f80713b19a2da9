import { z } from 'zod';

/** Properties of the imagined site. The object a sandbox holds may be changed at any moment. */
export const QtestOptions = z.strictObject({
  /** false: 403 on every write. */
  mayWrite: z.boolean().default(true),
  /** false: 403 on the field settings, reading included. */
  mayManageFields: z.boolean().default(true),
  /** How long a new object stays invisible to search. */
  searchLagMs: z.number().nonnegative().default(0),
  /** `by-date`: logs are searched by their dates and not without; `off`: not at all. */
  logSearch: z.enum(['free', 'by-date', 'off']).default('free'),
  /** `lean`: suites inside the cycle tree come without their values; `cut`: trees end one level down. */
  trees: z.enum(['whole', 'lean', 'cut']).default('whole'),
  /** Both forms of 401 are seen on real sites. */
  unauthorizedForm: z.enum(['json', 'html']).default('json'),
  /** 50 MB on SaaS, configurable on-prem. */
  maxAttachmentBytes: z
    .number()
    .int()
    .positive()
    .default(50 * 1024 * 1024),
});
export type QtestOptions = z.infer<typeof QtestOptions>;
