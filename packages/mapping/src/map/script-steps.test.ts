import { aCallStep, aStep, someSteps } from '@z2q/test-kit';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { anyCharacter } from '../fixtures/any-character.ts';
import { anyScript } from '../fixtures/arbitrary-records.ts';
import { EMPTY_STEP_HTML } from '../text/html.ts';
import { createLedgerBook } from './ledger-book.ts';
import { readGherkin, toDraftSteps, toGherkinHtml } from './script-steps.ts';

test('a Gherkin text comes back to the character from the step it became', () => {
  fc.assert(
    fc.property(fc.string({ unit: anyCharacter }), (text) => {
      expect(readGherkin(toGherkinHtml(text))).toBe(text);
    }),
  );
  for (const text of ['Given <user> & [~x]\r\n  | a | &lt; | &#126; |', '\nWhen "x"', '</pre>']) {
    expect(readGherkin(toGherkinHtml(text))).toBe(text);
  }
});

test('steps are as many as in the script and in its order', () => {
  const steps = toDraftSteps({ type: 'steps', steps: someSteps(50) }, createLedgerBook());

  expect(steps.map(({ expected }) => expected)).toEqual(Array.from({ length: 50 }, (_, i) => `See ${i + 1}`));
});

test('no script loses or gains a step', () => {
  fc.assert(
    fc.property(anyScript, (script) => {
      const steps = toDraftSteps(script, createLedgerBook());

      expect(steps.length).toBe(script.type === 'steps' ? script.steps.length : Number(script.text !== ''));
    }),
  );
});

test('no text of a step can become a test parameter', () => {
  fc.assert(
    fc.property(anyScript, (script) => {
      const html = JSON.stringify(toDraftSteps(script, createLedgerBook()));

      expect(html).not.toContain('[~');
    }),
  );
});

test('test data stand under a label below the description', () => {
  const [step] = toDraftSteps(
    {
      type: 'steps',
      steps: [aStep({ description: '<p>Pay</p>', testData: '<i>4111</i>', expectedResult: 'Paid' })],
    },
    createLedgerBook(),
  );

  expect(step).toEqual({
    description: '<p>Pay</p><p><strong>Test data</strong></p><i>4111</i>',
    expected: 'Paid',
  });
});

test('a parameter in the text is neutralised and in the ledger', () => {
  const book = createLedgerBook();

  const [step] = toDraftSteps({ type: 'steps', steps: [aStep({ description: 'Log in as [~user]' })] }, book);

  expect(step?.description).toMatch(/^Log in as \[&#126;user\]/);
  expect(book.close().entries.map(({ field }) => field)).toEqual(['steps[0].description']);
});

test('an empty step keeps its place', () => {
  const empty = aStep({ description: '', testData: null, expectedResult: null });
  const book = createLedgerBook();

  const steps = toDraftSteps({ type: 'steps', steps: [empty, aStep()] }, book);

  expect(steps[0]).toEqual({ description: EMPTY_STEP_HTML, expected: '' });
  expect(book.close().entries).toMatchObject([{ field: 'steps[0]', outcome: 'added' }]);
});

test('a call names the test case and its parameters', () => {
  const call = aCallStep({
    testCaseKey: 'WEB-T7',
    parameters: [{ name: 'user', value: '<root>', type: 'DEFAULT_VALUE' }],
  });

  const [step] = toDraftSteps({ type: 'steps', steps: [call] }, createLedgerBook());

  expect(step?.description).toBe(
    '<p>Call to test case WEB-T7</p><ul><li>user = &lt;root&gt; (default value)</li></ul>',
  );
});

test('a plain script is one step with its HTML untouched', () => {
  const steps = toDraftSteps({ type: 'plain', text: 'One<br/>two &amp; three' }, createLedgerBook());

  expect(steps).toEqual([{ description: 'One<br/>two &amp; three', expected: '' }]);
});

test('values of step fields are readable below the text', () => {
  const [step] = toDraftSteps(
    {
      type: 'steps',
      steps: [aStep({ testData: null, customFields: { 'Fix Versions': ['v1', 'v2'], Note: null } })],
    },
    createLedgerBook(),
  );

  expect(step?.description).toBe('Open the cart<ul><li><strong>Fix Versions:</strong> v1<br/>v2</li></ul>');
});
