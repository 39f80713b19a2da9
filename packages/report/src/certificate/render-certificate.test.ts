import { expect, it } from 'vitest';
import { aFailingReportInput, aReportInput } from '../a-report-input.ts';
import { aCertificateInput, aCertifiedRun, aLaterRun } from './a-certificate-input.ts';
import type { CertificateInput } from './certificate-input.ts';
import { renderCertificate } from './render-certificate.ts';
import { toCertificate } from './to-certificate.ts';

const HOSTILE = `</title></style><script>alert("1")</script><img src=x onerror='alert(2)'>&\u0000\ud800`;
const render = (input: CertificateInput): string => renderCertificate(toCertificate(input));

it('has lines to sign on, and all that is signed', () => {
  const page = render(aCertificateInput());

  for (const text of [
    'Certified',
    '<div>Signature</div>',
    'All 25,608 records are in qTest and were verified there.',
    '<bdi>MM</bdi>',
    'acme.qtestnet.com',
    'commit <code>2f4c1f1b7b0e4d0c9a53aa0c8c3b7a1d10b0f9f2</code>',
    `SHA-256 <code>${'a'.repeat(64)}</code>`,
    `<code>${'1'.repeat(64)}</code><br><code>${'2'.repeat(64)}</code>`,
    'Whole migration',
    '<code>reflect_ref</code>',
  ])
    expect(page).toContain(text);
  expect(page).not.toContain('What is missing');
});

it.each([
  aCertificateInput({}, aFailingReportInput()),
  aCertificateInput({ report: null, runs: [] }),
  aCertificateInput({ runs: [aCertifiedRun(), aLaterRun({ kind: 'rollback' })] }),
])('has none where something is missing, and says what', (input) => {
  const page = render(input);

  expect(page).toContain('<h2 id="verdict">Not certified</h2>');
  expect(page).toContain('What is missing');
  expect(page).not.toMatch(/Signature|class="sign"|<h2 id="verdict">Certified/);
});

it('loads nothing, and escapes every text that comes from others', () => {
  const input = aReportInput({
    migration: {
      ...aReportInput().migration,
      name: HOSTILE,
      source: { projectKey: HOSTILE, host: HOSTILE },
      target: { projectId: 1, projectName: HOSTILE, host: HOSTILE },
    },
    skips: [{ entityType: 'attachment', reason: HOSTILE, count: 1, examples: [] }],
  });

  const page = render(aCertificateInput({}, input));

  expect(page).toContain(`content="default-src 'none'; style-src 'unsafe-inline'`);
  expect(page).not.toMatch(/<script|<img|<link|<\/style><script|onerror='/i);
  expect(page.match(/<\/title>/g)).toHaveLength(1);
  expect(page).not.toContain('\u0000');
  expect(page.isWellFormed()).toBe(true);
});
