export { createQtestClient, type QtestClientOptions } from './qtest-client.ts';
export { createQtestSite, type QtestSite } from './qtest-site.ts';
export type { TargetClient } from './target-client.ts';
export type { FileNameEncoding } from './to-file-name-header.ts';
export { unlessRefused } from './unless-refused.ts';
