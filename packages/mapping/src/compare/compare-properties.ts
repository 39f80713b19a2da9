import type { PropertyRead, PropertyWrite, TargetField } from '@z2q/contracts';
import { DATA_TYPE } from '../fields/data-type.ts';
import { readInstant } from '../text/read-instant.ts';
import { compareHtml, compareText, compareValue, type Difference } from './difference.ts';

/**
 * Compares every value that was sent, by the data type of its field: ids in any order, dates as instants (or as days
 * if the field has no time), numbers as numbers, rich text by its meaning, other texts apart from entities and line
 * ends. Values that were not sent are ignored.
 */
export function compareProperties(
  expected: readonly PropertyWrite[],
  actual: readonly PropertyRead[],
  fields: readonly TargetField[],
): readonly Difference[] {
  const found = new Map(actual.map(({ fieldId, value }) => [fieldId, value]));
  return expected.flatMap(({ field_id, field_value }) => {
    const field = fields.find(({ id }) => id === field_id);
    const name = field?.label ?? `field ${field_id}`;
    return compareProperty(name, field_value, found.get(field_id) ?? null, field?.dataType).map(
      (difference) => (field ? withLabels(difference, field) : difference),
    );
  });
}

/** Choices by the names that people know, as long as these tell them apart. */
function withLabels(difference: Difference, { allowedValues }: TargetField): Difference {
  if (allowedValues.length === 0) return difference;
  const labels = new Map(allowedValues.map(({ id, label }) => [String(id), label]));
  const toLabels = (ids: string): string => ids.replaceAll(/\d+/g, (id) => labels.get(id) ?? id);
  const [expected, actual] = [toLabels(difference.expected), toLabels(difference.actual)];
  return expected === actual ? difference : { ...difference, expected, actual };
}

function compareProperty(
  name: string,
  expected: string,
  actual: string | null,
  dataType: number | undefined,
): readonly Difference[] {
  if ((expected === '[]' ? '' : expected) === (actual ?? '')) return [];
  if (dataType === DATA_TYPE.richText) return compareHtml(name, expected, actual);
  const isSame = actual !== null && dataType !== undefined && isSameValue(expected, actual, dataType);
  return isSame ? [] : compareText(name, expected, actual);
}

function isSameValue(expected: string, actual: string, dataType: number): boolean {
  switch (dataType) {
    case DATA_TYPE.checkbox:
    case DATA_TYPE.multiCombo:
    case DATA_TYPE.user:
    case DATA_TYPE.combo:
      return compareValue('', readIds(expected), readIds(actual)).length === 0;
    case DATA_TYPE.number:
      return actual.trim() !== '' && Number(expected) === Number(actual);
    case DATA_TYPE.dateTime:
      return isSameInstant(expected, actual);
    case DATA_TYPE.date:
      return isSameInstant(expected, actual) || isSameDay(expected, actual);
    default:
      return false;
  }
}

const isSameInstant = (expected: string, actual: string): boolean =>
  readInstant(expected) !== null && readInstant(expected) === readInstant(actual);

/** Compares days as written, each in its own offset: a site may move midnight to its own time zone, or keep only the day. */
const isSameDay = (expected: string, actual: string): boolean =>
  readInstant(actual) !== null && expected.slice(0, 10) === actual.slice(0, 10);

/** `[12, 15]` and `[15,12]` are the same value; so are `601` and `[601]`. */
const readIds = (text: string): string =>
  text
    .replace(/^\[|\]$/g, '')
    .split(',')
    .map((id) => id.trim())
    .sort()
    .join(',');
