export type { Advice } from './advice.ts';
export { renderJunit } from './junit/render-junit.ts';
export { renderCsv } from './render-csv.ts';
export { renderHtml } from './render-html.ts';
export type { LedgerInput, ReportInput } from './report-input.ts';
export { toReport } from './to-report.ts';
