import type { ReportView } from '@z2q/contracts';
import { BAR_PATTERNS } from './html/bars.ts';
import { renderChecks } from './html/checks-section.ts';
import { renderCounts } from './html/counts-section.ts';
import { renderRecovery, renderResources } from './html/effort-section.ts';
import { renderFailures, renderSkipped } from './html/failures-section.ts';
import { renderHeader, renderTiles, renderVerdict } from './html/head-section.ts';
import { html, toPage, trusted } from './html/html.ts';
import { toHeadline } from './html/labels.ts';
import { renderLedger } from './html/ledger-section.ts';
import { renderPlan } from './html/plan-section.ts';
import { renderPhases, renderRun } from './html/run-section.ts';
import { STYLES } from './html/styles.ts';

/**
 * A standalone page without scripts or requests. Its content security policy enforces that, in case a name ever gets
 * past the escaping.
 */
export function renderHtml(report: ReportView): string {
  const title = `${toHeadline(report)} – ${report.migration.name}`;
  const page = html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'">
<meta name="color-scheme" content="light dark"><title>${title}</title><style>${trusted(STYLES)}</style></head>
<body>${BAR_PATTERNS}<main>
${renderHeader(report)}
${renderVerdict(report)}
${renderTiles(report)}
${renderCounts(report)}
${renderFailures(report)}
${renderSkipped(report)}
${renderPlan(report)}
${renderChecks(report)}
${renderLedger(report)}
${renderPhases(report)}
${renderResources(report)}
${renderRecovery(report)}
${renderRun(report)}
</main></body></html>
`;
  return toPage(page);
}
