import { z } from 'zod';

/** Properties of the imitated site. The object may be changed at any time. */
export const QtestOptions = z.strictObject({
  /** false: every write is answered 403. */
  mayWrite: z.boolean().default(true),
  /** false: field settings are answered 403, also for reading. */
  mayManageFields: z.boolean().default(true),
  /** How many milliseconds a new object stays invisible to search. */
  searchLagMs: z.number().nonnegative().default(0),
  /** `free`: logs can be searched, also without a condition. `by-date`: only with one. `off`: not at all. */
  logSearch: z.enum(['free', 'by-date', 'off']).default('free'),
  /** `lean`: suites in the cycle tree have no field values. `cut`: trees end one level down. */
  trees: z.enum(['whole', 'lean', 'cut']).default('whole'),
  /** Most items on a page, whatever size is requested; null: only each endpoint's own limit. */
  largestPage: z.number().int().positive().nullable().default(null),
  /** `own`: markup and entities are returned in another notation than they were sent in. */
  spelling: z.enum(['kept', 'own']).default('kept'),
  /** `local`: dates are returned with an offset of seven hours. */
  zone: z.enum(['utc', 'local']).default('utc'),
  /** `untold`: a log does not return the version of its test case. */
  logVersions: z.enum(['told', 'untold']).default('told'),
  /** How file names are returned: as sent, percent-encoded, or with their bytes read as Latin-1. */
  fileNames: z.enum(['decoded', 'encoded', 'latin1']).default('decoded'),
  /** `escaped`: names are returned HTML-escaped. */
  names: z.enum(['kept', 'escaped']).default('kept'),
  /** Real sites answer 401 in either form. */
  unauthorizedForm: z.enum(['json', 'html']).default('json'),
  /** 50 MB on SaaS, configurable on-prem. */
  maxAttachmentBytes: z
    .number()
    .int()
    .positive()
    .default(50 * 1024 * 1024),
});
export type QtestOptions = z.infer<typeof QtestOptions>;
