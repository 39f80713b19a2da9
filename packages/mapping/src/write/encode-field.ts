import type { DraftField, LedgerCode, LedgerParams, TargetField } from '@z2q/contracts';
import { DATA_TYPE } from '../fields/data-type.ts';
import { MAX_LINE_LENGTH } from '../fields/field-profile.ts';
import { isSameLabel } from '../text/fold-label.ts';
import { toHtml, toLines } from '../text/html.ts';
import { isDay, readInstant } from '../text/read-instant.ts';

/** Why a field cannot take a value. */
export type Unfit = { readonly code: LedgerCode; readonly params?: LedgerParams };
export type Encoded = { readonly value: string } | Unfit;

/** Encodes a value for the API by the data type of the target's field, or says why a field of that type cannot take it. */
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
      return draft.values.every((value) => URL.canParse(value)) ? encodeLine(draft) : { code: 'no_url' };
    case DATA_TYPE.combo:
    case DATA_TYPE.user:
      return encodeChoice(draft, field);
    case DATA_TYPE.checkbox:
    case DATA_TYPE.multiCombo:
      return encodeChoices(draft, field);
    default:
      return { code: 'unknown_data_type', params: { dataType: String(field.dataType) } };
  }
}

const encodeRichText = ({ kind, values }: DraftField): string =>
  kind === 'rich-text' ? values.map(toHtml).join('<br/>') : values.map(toLines).join(', ');

/** The limits of a text field are not documented, so only what certainly fits is accepted. */
function encodeLine({ values }: DraftField): Encoded {
  const value = values.join(', ');
  if (/[\r\n]/.test(value)) return { code: 'several_lines' };
  return value.length > MAX_LINE_LENGTH
    ? { code: 'too_long', params: { max: String(MAX_LINE_LENGTH) } }
    : { value };
}

function encodeNumber({ values: [value = '', ...more] }: DraftField): Encoded {
  const isNumber = more.length === 0 && /^-?\d+(?:\.\d+)?$/.test(value);
  return isNumber && Number.isFinite(Number(value)) ? { value } : { code: 'no_number' };
}

function encodeDate({ values: [value = '', ...more] }: DraftField, dataType: number): Encoded {
  if (more.length > 0 || readInstant(value) === null) return { code: 'no_date' };
  if (dataType === DATA_TYPE.date && !isDay(value)) return { code: 'time_of_day' };
  return { value: toTargetDate(value) };
}

/** `2017-10-27T00:00:00+00:00`: the only date format seen from a real site. */
export const toTargetDate = (iso: string): string =>
  new Date(readInstant(iso) ?? 0).toISOString().replace(/\.\d{3}Z$/, '+00:00');

function encodeChoice({ values }: DraftField, field: TargetField): Encoded {
  if (values.length !== 1) return { code: 'several_values' };
  const id = choiceId(values[0] ?? '', field);
  return id === null ? { code: 'no_choice' } : { value: String(id) };
}

function encodeChoices({ values }: DraftField, field: TargetField): Encoded {
  const ids = values.map((value) => choiceId(value, field));
  if (ids.includes(null)) return { code: ids.every((id) => id === null) ? 'no_choice' : 'not_all_choices' };
  return { value: `[${[...new Set(ids)].join(',')}]` };
}

function choiceId(label: string, { allowedValues }: TargetField): number | null {
  const active = allowedValues.filter(({ isActive }) => isActive);
  const choice =
    active.find((value) => value.label === label) ?? active.find((value) => isSameLabel(value.label, label));
  return choice?.id ?? null;
}
