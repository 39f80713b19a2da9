import type { FieldKind } from '@z2q/contracts';

/** Data types of target fields, by their number in the API (vendor specification of API v3). */
export const DATA_TYPE = {
  text: 1,
  textArea: 2,
  combo: 3,
  date: 4,
  user: 5,
  richText: 6,
  number: 7,
  checkbox: 8,
  dateTime: 9,
  url: 12,
  multiCombo: 17,
} as const;

const NAMES: ReadonlyMap<number, string> = new Map([
  [DATA_TYPE.text, 'text'],
  [DATA_TYPE.textArea, 'text area'],
  [DATA_TYPE.combo, 'combo box'],
  [DATA_TYPE.date, 'date'],
  [DATA_TYPE.user, 'user list'],
  [DATA_TYPE.richText, 'rich text'],
  [DATA_TYPE.number, 'number'],
  [DATA_TYPE.checkbox, 'check box'],
  [DATA_TYPE.dateTime, 'date and time'],
  [DATA_TYPE.url, 'URL'],
  [DATA_TYPE.multiCombo, 'multiple selection'],
]);

/** Name of a data type for people. */
export const nameOfDataType = (dataType: number): string => NAMES.get(dataType) ?? `type ${dataType}`;

const BY_KIND: Readonly<Record<FieldKind, number>> = {
  text: DATA_TYPE.text,
  'rich-text': DATA_TYPE.richText,
  number: DATA_TYPE.number,
  checkbox: DATA_TYPE.checkbox,
  date: DATA_TYPE.date,
  choice: DATA_TYPE.combo,
  'multi-choice': DATA_TYPE.multiCombo,
};

/** Data type of a new target field for values of this kind. */
export const dataTypeOf = (kind: FieldKind): number => BY_KIND[kind];

/** Whether fields of this data type have a list of choices, to which choices may be added. */
export const hasChoices = (dataType: number): boolean => dataType === DATA_TYPE.combo || isMultiple(dataType);

/** Whether the target creates fields of this data type only with `multiple: true`. */
export const isMultiple = (dataType: number): boolean =>
  dataType === DATA_TYPE.checkbox || dataType === DATA_TYPE.multiCombo;
