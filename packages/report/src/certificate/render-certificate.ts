import { type CertificateView, PHASES } from '@z2q/contracts';
import { formatInstant, plural } from '../format.ts';
import { foreign, type Html, html, type Piece, toPage, trusted } from '../html/html.ts';
import { PHASE_LABELS, STATE_LABELS } from '../html/labels.ts';
import { renderTable } from '../html/sections.ts';
import { CERTIFICATE_STYLES } from './certificate-styles.ts';
import { renderContents, renderRecords, renderValues } from './content-tables.ts';

/** Older runs are only in the JSON. */
const SHOWN_RUNS = 8;

/**
 * A standalone page to print and sign, without scripts or requests. Its content security policy enforces
 * that, in case a name ever gets past the escaping. Only a certified migration has lines for signatures.
 */
export function renderCertificate(certificate: CertificateView): string {
  const { migration, certified } = certificate;
  const title = `${certified ? 'Migration certificate' : 'Not certified'} – ${migration.name}`;
  const page = html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'">
<title>${title}</title><style>${trusted(CERTIFICATE_STYLES)}</style></head>
<body><main>
${renderHead(certificate)}
${renderGaps(certificate)}
${renderFacts(certificate)}
${renderRecords(certificate)}
${renderValues(certificate)}
${renderContents(certificate)}
${renderRuns(certificate)}
${certified ? SIGNATURE : null}
</main></body></html>
`;
  return toPage(page);
}

function renderHead({ migration, certified, sentence, generatedAt }: CertificateView): Html {
  const { source, target, name } = migration;
  const project =
    target.projectName === null ? html`project ${target.projectId}` : foreign(target.projectName);
  const headline = certified ? 'Certified' : 'Not certified';
  return html`<header><p class="soft">${foreign(name)} · <time datetime="${generatedAt}">${formatInstant(generatedAt)}</time></p>
<h1>${certified ? 'Migration certificate' : 'No migration certificate'}</h1>
<p class="route"><strong>${foreign(source.projectKey)}</strong> of Zephyr Scale → <strong>${project}</strong> of qTest</p></header>
<section class="verdict ${certified ? 'good' : 'bad'}" aria-labelledby="verdict"><h2 id="verdict">${headline}</h2><p>${sentence}</p></section>`;
}

function renderGaps({ gaps }: CertificateView): Html | null {
  if (gaps.length === 0) return null;
  const items = gaps.map(
    ({ message, advice, code, failureCode }) =>
      html`<li><strong>${message}</strong><br>${advice} <span class="soft">(<code>${failureCode ?? code}</code>)</span></li>`,
  );
  return html`<section aria-labelledby="gaps"><h2 id="gaps">What is missing</h2><ul class="gaps">${items}</ul></section>`;
}

function renderFacts(certificate: CertificateView): Html {
  const { migration, mapping, options, tool, validation, createdAt } = certificate;
  const { source, target } = migration;
  const validated =
    validation?.finishedAt == null
      ? 'not yet'
      : html`${formatInstant(validation.finishedAt)}, by run <code>${validation.id}</code>`;
  const rows: readonly (readonly [string, Piece])[] = [
    ['Source', html`Zephyr Scale project ${foreign(source.projectKey)} at ${foreign(source.host)}`],
    [
      'Target',
      html`qTest project ${target.projectId}${target.projectName === null ? null : html` (${foreign(target.projectName)})`} at ${foreign(target.host)}`,
    ],
    ['Migration', html`<code>${migration.id}</code>, created ${formatInstant(createdAt)}`],
    ['Validated', validated],
    [
      'Certificate by',
      html`${tool.name} ${tool.version}${tool.commit ? html`, commit <code>${tool.commit}</code>` : ', commit not known'}`,
    ],
    ['Mapping', html`SHA-256 <code>${mapping.hash}</code>`],
    ['Options', html`SHA-256 <code>${options.hash}</code><br>${toOptions(options.values)}`],
  ];
  const shown = rows.map(([term, value]) => html`<div><dt>${term}</dt><dd>${value}</dd></div>`);
  return html`<section aria-labelledby="facts"><h2 id="facts">What, where and how</h2><dl class="facts">${shown}</dl></section>`;
}

const toOptions = (values: CertificateView['options']['values']): string =>
  Object.entries(values)
    .map(([name, value]) => `${name}: ${value === null ? 'none' : String(value)}`)
    .join(' · ');

function renderRuns({ runs }: CertificateView): Html | null {
  if (runs.length === 0) return null;
  const shown = runs.slice(-SHOWN_RUNS);
  const earlier = runs.length - shown.length;
  const table = renderTable({
    caption:
      earlier === 0 ? 'All runs, oldest first' : `The last runs; ${plural(earlier, 'run')} before them`,
    columns: [
      { title: 'Run' },
      { title: 'State' },
      { title: 'Started' },
      { title: 'Finished' },
      { title: 'Id' },
    ],
    rows: shown.map((run) => [
      toWhat(run),
      STATE_LABELS[run.state],
      toInstant(run.startedAt),
      toInstant(run.finishedAt),
      html`<code>${run.id}</code>`,
    ]),
  });
  return html`<section aria-labelledby="runs"><h2 id="runs">Runs</h2>${table}</section>`;
}

function toWhat({ kind, phases, dryRun }: CertificateView['runs'][number]): string {
  if (kind === 'rollback') return dryRun ? 'Rollback, dry run' : 'Rollback';
  return phases.length === PHASES.length
    ? 'Whole migration'
    : phases.map((phase) => PHASE_LABELS[phase]).join(', ');
}

const toInstant = (at: string | null): string => (at === null ? '–' : formatInstant(at));

const SIGNATURE = html`<section class="sign" aria-labelledby="sign"><h2 id="sign">Accepted</h2>
<p>I have read this page, and accept the migration as it is described here, with what was left out.</p>
<div class="lines"><div>Name</div><div>Role</div><div>Place and date</div><div>Signature</div></div></section>`;
