import type { CustomFields, CustomFieldValue } from '@z2q/contracts';

/** Values as they are; a kind of value that Zephyr does not document becomes JSON text. */
export const toCustomFields = (fields: Readonly<Record<string, unknown>>): CustomFields =>
  Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, toValue(value)]));

function toValue(value: unknown): CustomFieldValue {
  if (value === null || value === undefined) return null;
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  return isTexts(value) ? value : JSON.stringify(value);
}

const isTexts = (value: unknown): value is string[] =>
  Array.isArray(value) && value.every((item) => typeof item === 'string');
