export type { Advice } from './advice.ts';
export type { CertificateInput } from './certificate/certificate-input.ts';
export { renderCertificate } from './certificate/render-certificate.ts';
export { toCertificate } from './certificate/to-certificate.ts';
export { renderJunit } from './junit/render-junit.ts';
export { renderCsv } from './render-csv.ts';
export { renderHtml } from './render-html.ts';
export type { LedgerInput, ReportInput } from './report-input.ts';
export { toFailureGroups, toReport } from './to-report.ts';
