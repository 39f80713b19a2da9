import type { Draw } from './draw.ts';
import { ACTIONS, AREAS, EXPECTATIONS, FEATURES, OUTCOMES, TEST_DATA } from './vocabulary.ts';

const fill = (draw: Draw, template: string): string =>
  template
    .replaceAll('{area}', () => draw.one(AREAS))
    .replaceAll('{feature}', () => draw.one(FEATURES))
    .replaceAll('{data}', () => escapeHtml(draw.one(TEST_DATA)));

const escapeHtml = (text: string): string => text.replaceAll('<', '&lt;').replaceAll('>', '&gt;');

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

export const toTitle = (draw: Draw): string => `${capital(draw.one(FEATURES))} ${draw.one(OUTCOMES)}`;
export const toAction = (draw: Draw): string => fill(draw, draw.one(ACTIONS));
export const toExpectation = (draw: Draw): string => fill(draw, draw.one(EXPECTATIONS));
export const toTestData = (draw: Draw): string => escapeHtml(draw.one(TEST_DATA));

export const toObjective = (draw: Draw): string =>
  `Show that the <strong>${draw.one(FEATURES)}</strong> of ${draw.one(AREAS)} ${draw.one(OUTCOMES)}.` +
  `<br><br>See <a href="https://example.org/spec/${draw.whole(1, 99)}">the specification</a>.`;

export const TABLE =
  '<table><thead><tr><th>Role</th><th>May edit</th></tr></thead><tbody>' +
  '<tr><td>Owner</td><td>yes</td></tr><tr><td>Guest</td><td>no &mdash; “read only”</td></tr></tbody></table>';

/** An image as the editor stores it: on a host that an API token cannot access. */
export const IMAGE =
  '<img src="https://cloudfront.tm4j.smartbear.com/tenant/00000000-0000-4000-8000-000000000001/project/10277/' +
  '00000000-0000-4000-8000-000000000002-1687278208537.png" style="width: 300px;" class="fr-fic fr-fil fr-dib">';

export const UNICODE =
  '検索結果が正しい順序で表示される 🔎 — Ελληνικά, русский, עברית, e\u0301 (combining), zero\u2060width';

export const toGherkin = (draw: Draw): string =>
  [
    `Given a customer with ${draw.one(FEATURES)}`,
    'And the cart holds "Größe 42"',
    `When the customer opens ${draw.one(AREAS)}`,
    `Then the ${draw.one(FEATURES)} ${draw.one(OUTCOMES)}`,
    'But no e-mail is sent',
  ].join('\n');
