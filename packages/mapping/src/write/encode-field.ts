import type { DraftField, TargetField } from '@z2q/contracts';
import { DATA_TYPE } from '../fields/data-type.ts';
import { MAX_LINE_LENGTH } from '../fields/field-profile.ts';
import { toHtml, toLines } from '../text/html.ts';
import { isDay, readInstant } from '../text/read-instant.ts';

export type Encoded = { readonly value: string } | { readonly reason: string };

/** A value as text on the wire, by the data type of the target's field; a reason when a field of that type cannot take it. */
export function encodeField(draft: DraftField, field: TargetField): Encoded {
  switch (field.dataType) {
    case DATA_TYPE.text:
      return encodeLine(draft);
    case DATA_TYPE.textArea:
      return { value: draft.values.join(', ') };
    case DATA_TYPE.richText:
      return { value: encodeRichText(draft) };
    case DATA_TYPE.number:
      return encodeNumber(draft);
    case DATA_TYPE.date:
    case DATA_TYPE.dateTime:
      return encodeDate(draft, field.dataType);
    case DATA_TYPE.url:
      return draft.values.every((value) => URL.canParse(value))
        ? encodeLine(draft)
        : { reason: 'it is no URL' };
    case DATA_TYPE.combo:
    case DATA_TYPE.user:
      return encodeChoice(draft, field);
    case DATA_TYPE.checkbox:
    case DATA_TYPE.multiCombo:
      return encodeChoices(draft, field);
    default:
      return { reason: `the field has the unknown data type ${field.dataType}` };
  }
}

const encodeRichText = ({ kind, values }: DraftField): string =>
  kind === 'rich-text' ? values.map(toHtml).join('<br/>') : values.map(toLines).join(', ');

/** How long and how many-lined a text field may be is not documented: what is sure to fit goes in. */
function encodeLine({ values }: DraftField): Encoded {
  const value = values.join(', ');
  if (/[\r\n]/.test(value)) return { reason: 'it has several lines and the field has one' };
  return value.length > MAX_LINE_LENGTH
    ? { reason: `it is longer than ${MAX_LINE_LENGTH} characters` }
    : { value };
}

function encodeNumber({ values: [value = '', ...more] }: DraftField): Encoded {
  const isNumber = more.length === 0 && /^-?\d+(?:\.\d+)?$/.test(value);
  return isNumber && Number.isFinite(Number(value)) ? { value } : { reason: 'it is no number' };
}

function encodeDate({ values: [value = '', ...more] }: DraftField, dataType: number): Encoded {
  if (more.length > 0 || readInstant(value) === null) return { reason: 'it is no date' };
  if (dataType === DATA_TYPE.date && !isDay(value))
    return { reason: 'it has a time of day and the field has none' };
  return { value: toTargetDate(value) };
}

/** `2017-10-27T00:00:00+00:00`: the one form of dates that has been seen from a real site. */
export const toTargetDate = (iso: string): string =>
  new Date(readInstant(iso) ?? 0).toISOString().replace(/\.\d{3}Z$/, '+00:00');

function encodeChoice({ values }: DraftField, field: TargetField): Encoded {
  if (values.length !== 1) return { reason: 'it has several values and the field takes one' };
  const id = choiceId(values[0] ?? '', field);
  return id === null ? { reason: 'the field has no such choice' } : { value: String(id) };
}

function encodeChoices({ values }: DraftField, field: TargetField): Encoded {
  const ids = values.map((value) => choiceId(value, field));
  if (ids.includes(null)) return { reason: 'the field lacks one of the choices' };
  return { value: `[${[...new Set(ids)].join(',')}]` };
}

function choiceId(label: string, { allowedValues }: TargetField): number | null {
  const active = allowedValues.filter(({ isActive }) => isActive);
  const wanted = label.trim().toLowerCase();
  const choice =
    active.find((value) => value.label === label) ??
    active.find((value) => value.label.trim().toLowerCase() === wanted);
  return choice?.id ?? null;
}
