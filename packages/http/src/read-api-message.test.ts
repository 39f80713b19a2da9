import { expect, test } from 'vitest';
import { readApiMessage } from './read-api-message.ts';

test.each([
  ['{"message":"Name is too long"}', 'Name is too long'],
  ['{"errorCode":404,"message":"No such case"}', 'No such case'],
  ['{"errorMessage":"Field 12 is required"}', 'Field 12 is required'],
  ['{"error":"Unauthorized"}', 'Unauthorized'],
  ['{"errorMessages":["a","b"]}', 'a; b'],
  [
    '<html><head><title>x</title></head><body><h1>502</h1>\n<p>Bad gateway</p></body></html>',
    '502 Bad gateway',
  ],
  ['<HEAD><style>a</style></HEAD>b<script>c', 'b c'],
  ['', null],
])('finds what is said in %s', (body, expected) => {
  expect(readApiMessage(body, {})).toBe(expected);
});

test('a long message is cut', () => {
  const message = readApiMessage(JSON.stringify({ message: 'x'.repeat(10_000) }), {});

  expect(message).toHaveLength(500);
});

test.each([470, 480, 490])(
  'nothing of a secret is left where a message is cut, %i characters in',
  (before) => {
    const body = JSON.stringify({ message: `${'x'.repeat(before)}sekret-token-0123456789 is no good` });

    const message = readApiMessage(body, { authorization: 'Bearer sekret-token-0123456789' });

    expect(message).not.toContain('sekret');
  },
);

test.each(['<', '<script', '<head', '<script></style>', '</', '<a "', '&#1', ' '])(
  'a page of megabytes of %j is read in passing',
  (piece) => {
    const body = piece.repeat(4_000_000 / piece.length);

    expect((readApiMessage(body, {}) ?? '').length).toBeLessThanOrEqual(500);
  },
);
