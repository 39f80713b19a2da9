export type Property = {
  readonly field: string;
  readonly value: string | null;
  readonly valueName: string | null;
};

/** An object on the target, as a person reads it. */
export type Readable = { readonly properties: unknown; readonly text: string };

export const propertiesOf = (properties: unknown): readonly Property[] => properties as readonly Property[];

export const readField = (properties: unknown, field: string): string | null => {
  const property = propertiesOf(properties).find((one) => one.field === field);
  return property?.valueName ?? property?.value ?? null;
};

/**
 * Whether a person finds a value under its name: as a property, as one of its choices, or in the details of
 * the text.
 */
export function shows({ properties, text }: Readable, name: string, value: string): boolean {
  const shown = propertiesOf(properties)
    .filter(({ field }) => field === name)
    .flatMap((property) => [property.valueName, property.value])
    .filter((one) => one !== null);
  return shown.some((one) => isSame(one, value)) || isInDetails(text, name, value);
}

function isSame(shown: string, value: string): boolean {
  if (shown === value || shown === escapeHtml(value)) return true;
  if (shown.startsWith('[') && shown.endsWith(']')) return isChoice(shown.slice(1, -1), value);
  return isInstant(value) && isInstant(shown) && Date.parse(shown) === Date.parse(value);
}

/** Choices may contain commas. */
const isChoice = (shown: string, value: string): boolean => `, ${shown}, `.includes(`, ${value}, `);

const isInstant = (text: string): boolean => /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d/.test(text);

/** A line of details: `<li><strong>Name:</strong> value</li>`. */
function isInDetails(text: string, name: string, value: string): boolean {
  const label = `<strong>${escapeHtml(name)}:</strong>`;
  const at = text.indexOf(label);
  if (at < 0) return false;
  const line = text.slice(at + label.length);
  return line.includes(value) || line.includes(escapeHtml(value));
}

export const escapeHtml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

export const unescapeHtml = (html: string): string =>
  html
    .replaceAll('&#126;', '~')
    .replaceAll('&#39;', "'")
    .replaceAll('&quot;', '"')
    .replaceAll('&gt;', '>')
    .replaceAll('&lt;', '<')
    .replaceAll('&amp;', '&');

/**
 * A text as it is sent: a tilde after a bracket would create a test parameter on the target, so it is sent as
 * an entity.
 */
export const asSent = (text: string | null | undefined): string => (text ?? '').replaceAll('[~', '[&#126;');

/** A name as it is sent: line breaks become single spaces. */
export const asName = (text: string): string => text.replace(/\s*[\r\n\t]+\s*/g, ' ').trim();

/** The key in the stamp at the end of a text. */
export const stampOf = (text: string): string | undefined =>
  text.match(/\[zephyr ([^\]]+)\](?:<\/p>)?$/)?.[1];

/** The texts of a custom field's value; empty if the value is empty. */
export function textsOf(value: unknown): readonly string[] {
  const values = Array.isArray(value) ? value : [value];
  return values.filter((one) => one !== null && one !== undefined && one !== '').map(String);
}
