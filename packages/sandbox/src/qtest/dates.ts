/** The form in which qTest answers times: `2017-12-14T09:24:34+00:00`. */
export const toDateText = (epochMs: number): string =>
  `${new Date(epochMs).toISOString().slice(0, 19)}+00:00`;

const wholeSeconds = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(Z|[+-]\d{2}:?\d{2})$/;
const anyDate = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:?\d{2})?)?$/;

const parse = (text: string): number | null => {
  const epochMs = Date.parse(text.replace(/([+-]\d{2})(\d{2})$/, '$1:$2'));
  return Number.isNaN(epochMs) ? null : epochMs;
};

/** Time of a manual log; null for fractional seconds and anything else the real server answers 400 to. */
export const readWholeSecond = (text: string): number | null =>
  wholeSeconds.test(text) ? parse(text) : null;

/** A date or date-time in ISO form; null for anything else. */
export const readDate = (text: string): number | null => (anyDate.test(text) ? parse(dateOnly(text)) : null);

const dateOnly = (text: string): string => (text.length === 10 ? `${text}T00:00:00Z` : text);
