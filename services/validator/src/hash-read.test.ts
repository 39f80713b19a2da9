import { expect, test } from 'vitest';
import { hashRead } from './hash-read.ts';

const object = {
  id: 7,
  name: 'Login',
  properties: [
    { fieldId: 1, value: 'High' },
    { fieldId: 2, value: null },
  ],
  children: [{ id: 8 }],
};

test('an object has one hash, in whatever order its values come and whatever is inside it', () => {
  const other = { properties: object.properties.toReversed(), name: 'Login', id: 7, children: [] };

  expect(hashRead(other)).toBe(hashRead(object));
});

test.for([
  { ...object, name: 'Log in' },
  { ...object, id: 8 },
  { ...object, properties: [{ fieldId: 1, value: 'Low' }, ...object.properties.slice(1)] },
  { ...object, properties: object.properties.slice(0, 1) },
])('another content has another hash: %j', (other) => {
  expect(hashRead(other)).not.toBe(hashRead(object));
});
