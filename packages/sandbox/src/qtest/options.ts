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
  /** More items than these are never on a page, whatever size is asked for; null: no limit beside each call's own. */
  largestPage: z.number().int().positive().nullable().default(null),
  /** `own`: markup and entities are answered in another spelling than they were sent in. */
  spelling: z.enum(['kept', 'own']).default('kept'),
  /** `local`: dates are answered in an offset of seven hours. */
  zone: z.enum(['utc', 'local']).default('utc'),
  /** `untold`: a log does not name the version of its test case. */
  logVersions: z.enum(['told', 'untold']).default('told'),
  /** How names of files are told: as they were meant, percent-encoded, or with their bytes taken for Latin-1. */
  fileNames: z.enum(['decoded', 'encoded', 'latin1']).default('decoded'),
  /** `escaped`: names are answered as HTML has them. */
  names: z.enum(['kept', 'escaped']).default('kept'),
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
