import type { AttachmentFiles } from './attachment-files.ts';
import type { QtestOptions } from './options.ts';
import type { Refusals } from './refusals.ts';
import type { Site } from './state/site.ts';

/** What every endpoint needs. */
export type QtestContext = {
  readonly site: Site;
  readonly token: string;
  readonly options: QtestOptions;
  readonly refusals: Refusals;
  readonly files: AttachmentFiles;
};
