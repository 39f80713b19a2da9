export type { Advice } from './advice.ts';
export { renderCsv } from './render-csv.ts';
export { renderHtml } from './render-html.ts';
export type { LedgerInput, ReportInput } from './report-input.ts';
export { toFailureGroups, toReport } from './to-report.ts';
