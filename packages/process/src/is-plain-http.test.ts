import { expect, test } from 'vitest';
import { isPlainHttp } from './is-plain-http.ts';

test.for([
  ['http://qtest.example.org', true],
  ['http://10.0.0.5:8080/api', true],
  ['http://localhost.example.org', true],
  ['https://qtest.example.org', false],
  ['http://localhost:4100/v2', false],
  ['http://127.0.0.1:4100', false],
  ['http://[::1]:4100', false],
] as const)('that %s can be read on the way is %s', ([url, isReadable]) => {
  expect(isPlainHttp(url)).toBe(isReadable);
});
