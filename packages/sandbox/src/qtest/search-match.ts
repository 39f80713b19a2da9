import { badRequest } from './api-error.ts';
import { readDate } from './dates.ts';
import type { Condition, DataQuery } from './search-query.ts';

/** What a condition is compared with: the texts of a field (id, pid, label …), or a time. */
export type Comparable = { readonly texts: readonly string[]; readonly time?: number | null };

const lastSecondOfDay = 24 * 3600 * 1000 - 1000;

/** Whether an object matches a query; `read` returns the value of a field or throws 400 for an unknown one. */
export const matches = (query: DataQuery, read: (field: string) => Comparable): boolean =>
  query.length === 0 ||
  query.some((group) => group.every((condition) => isMet(condition, read(condition.field))));

function isMet(condition: Condition, { texts, time }: Comparable): boolean {
  if (condition.operator === 'is')
    return time !== undefined ? time !== null : texts.some((text) => text !== '');
  return time === undefined ? isTextMet(condition, texts) : isTimeMet(condition, time);
}

function isTextMet({ operator, values }: Condition, texts: readonly string[]): boolean {
  const [value = ''] = values;
  const contains = (): boolean => texts.some((text) => text.toLowerCase().includes(value.toLowerCase()));
  switch (operator) {
    case '=':
      return texts.includes(value);
    case '!=':
      return !texts.includes(value);
    case 'in':
      return values.some((each) => texts.includes(each));
    case '~':
      return contains();
    case '!~':
      return !contains();
    default:
      return texts.some((text) => text !== '' && isOrdered(operator, Number(text), Number(value)));
  }
}

function isTimeMet({ operator, values }: Condition, time: number | null): boolean {
  const times = values.map((value) => {
    const read = readDate(value);
    if (read === null) throw badRequest(`${value} is no date.`);
    return read;
  });
  const [first = 0] = times;
  if (time === null) return operator === '!=';
  if (operator === '=') return time === first;
  if (operator === '!=') return time !== first;
  // `in` on a date covers that time plus 23:59:59 (OpenAPI).
  if (operator === 'in') return times.some((each) => time >= each && time <= each + lastSecondOfDay);
  return isOrdered(operator, time, first);
}

function isOrdered(operator: string, left: number, right: number): boolean {
  if (Number.isNaN(left) || Number.isNaN(right)) throw badRequest('The operator needs numbers or dates.');
  if (operator === '<') return left < right;
  if (operator === '>') return left > right;
  if (operator === '<=') return left <= right;
  if (operator === '>=') return left >= right;
  throw badRequest(`The operator ${operator} does not fit the field.`);
}
