import type { CustomFields, DraftStep, SourceScript, SourceStep } from '@z2q/contracts';
import { customFieldSource, customFieldTexts } from '../fields/custom-field-label.ts';
import {
  EMPTY_STEP_HTML,
  escapeHtml,
  hasParameterSyntax,
  neutraliseParameters,
  toHtml,
  toLines,
  unescapeHtml,
} from '../text/html.ts';
import { readableParameters } from '../text/readable.ts';
import type { LedgerBook } from './ledger-book.ts';

const TEST_DATA_LABEL = '<p><strong>Test data</strong></p>';
const PRE_OPEN = '<pre>';
const PRE_CLOSE = '</pre>';

/** Steps of a script, in order. A plain or BDD script becomes one step with its text. */
export function toDraftSteps(script: SourceScript, book: LedgerBook): readonly DraftStep[] {
  if (script.type === 'steps') {
    return script.steps.map((step, index) => toDraftStep(step, `steps[${index}]`, book));
  }
  book.changed('script.type', 'script_as_step', { before: script.type });
  if (script.text === '') return [];
  book.note('script.text', script.text);
  if (hasParameterSyntax(script.text)) noteParameters('script.text', book);
  const html = script.type === 'bdd' ? toGherkinHtml(script.text) : neutraliseParameters(script.text);
  return [{ description: html, expected: '' }];
}

/** BDD text as HTML that keeps its lines; `readGherkin` restores it exactly. */
export const toGherkinHtml = (text: string): string =>
  `${PRE_OPEN}${neutraliseParameters(escapeHtml(text))}${PRE_CLOSE}`;

export function readGherkin(html: string): string | null {
  if (!html.startsWith(PRE_OPEN) || !html.endsWith(PRE_CLOSE)) return null;
  return unescapeHtml(html.slice(PRE_OPEN.length, -PRE_CLOSE.length));
}

type InlineTexts = Pick<
  Extract<SourceStep, { kind: 'inline' }>,
  'description' | 'testData' | 'expectedResult'
>;

/** Description of a step, with its test data under a label. */
export function toStepHtml({ description, testData }: Omit<InlineTexts, 'expectedResult'>): string {
  const data = testData === null || testData === '' ? '' : `${TEST_DATA_LABEL}${testData}`;
  return neutraliseParameters(`${description ?? ''}${data}`);
}

function toDraftStep(step: SourceStep, at: string, book: LedgerBook): DraftStep {
  if (step.kind === 'call') return toCallStep(step, at, book);
  for (const field of ['description', 'testData', 'expectedResult'] as const) {
    const text = step[field];
    if (text === null || text === '') continue;
    book.note(`${at}.${field}`, text);
    if (hasParameterSyntax(text)) noteParameters(`${at}.${field}`, book);
  }
  if (step.reflectRef) book.dropped(`${at}.reflectRef`, 'reflect_ref');
  const extra = customFieldsHtml(step.customFields, at, book);
  const description = `${toStepHtml(step)}${extra}`;
  const expected = neutraliseParameters(step.expectedResult ?? '');
  if (description === '' && expected === '' && !step.reflectRef) book.added(at, 'empty_step');
  return { description: description === '' ? EMPTY_STEP_HTML : description, expected };
}

function toCallStep(step: Extract<SourceStep, { kind: 'call' }>, at: string, book: LedgerBook): DraftStep {
  const parameters = readableParameters(step.parameters).map((text) => `<li>${toLines(text)}</li>`);
  book.changed(`${at}.testCaseKey`, 'call_as_text');
  if (parameters.length > 0) book.note(`${at}.parameters`);
  const list = parameters.length === 0 ? '' : `<ul>${parameters.join('')}</ul>`;
  const html = `${CALL_OPEN}${escapeHtml(step.testCaseKey)}</p>${list}`;
  return { description: neutraliseParameters(html), expected: '' };
}

const CALL_OPEN = '<p>Call to test case ';

/** Key of the test case that a step calls; null: it is an ordinary step. */
export function readCall(html: string): string | null {
  if (!html.startsWith(CALL_OPEN)) return null;
  return unescapeHtml(html.slice(CALL_OPEN.length, html.indexOf('</p>')));
}

/** qTest has fields for steps only per site and at most two, so the values are written below the text. */
function customFieldsHtml(customFields: CustomFields, at: string, book: LedgerBook): string {
  const items = Object.entries(customFields).flatMap(([name, value]) => {
    const values = customFieldTexts(value);
    if (values.length === 0) return [];
    book.note(`${at}.${customFieldSource(name)}`, ...values);
    return [`<li><strong>${escapeHtml(name)}:</strong> ${values.map(toHtml).join('<br/>')}</li>`];
  });
  return items.length === 0 ? '' : neutraliseParameters(`<ul>${items.join('')}</ul>`);
}

const noteParameters = (field: string, book: LedgerBook): void => book.changed(field, 'parameter_syntax');
