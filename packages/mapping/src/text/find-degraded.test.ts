import { expect, test } from 'vitest';
import { findDegraded } from './find-degraded.ts';

test.each([
  ['<p><img src="https://cloudfront.tm4j.smartbear.com/tenant/1/project/2/a.png"></p>', 'image_in_zephyr'],
  ["<img class='fr-fic' src='../rest/tests/1.0/attachment/image/7'>", 'image_in_zephyr'],
  ['<img src="https://wiki.test/a.png">', null],
  ['<img src="data:image/png;base64,AA==">', null],
  ['See <a href="https://jira.test/secure/Tests.jspa#/testCase/WEB-T7">WEB-T7</a>', 'link_to_zephyr'],
  ['https://jira.test/projects/WEB?selectedItem=x#!/v2/testCase/WEB-T7', 'link_to_zephyr'],
  ['557058:f58131cb-b67d-43c7-b30d-6b58d40bd077', 'user_as_text'],
  ['5b10ac8d82e05b22cc7d4ef5', 'user_as_text'],
  ['a < b, and more testing', null],
])('%s: %s', (text, code) => {
  expect(findDegraded(text)).toBe(code);
});
