import type { Answered } from '../kit/open-recorder.ts';

export type Marked = { readonly word: string; readonly at: string };

/**
 * Members that must keep their values: names, links, and words of the API without which nothing can be read.
 */
const KEPT: ReadonlySet<string> = new Set([
  'key',
  'self',
  'next',
  'target',
  'type',
  'folderType',
  'testCaseKey',
]);
const INSTANT = /^\d{4}-\d{2}-\d{2}T/;

/**
 * Appends a unique word to every text of an answer, and adds to every record a member that the product does
 * not know. The same place in an answer always gets the same word.
 */
export function createMarker() {
  const words = new Map<string, string>();
  const wordAt = (at: string): string => {
    const word = words.get(at) ?? `mk${words.size}x`;
    words.set(at, word);
    return word;
  };

  const markValue = (value: unknown, at: string, key: string): unknown => {
    if (typeof value === 'string')
      return value === '' || KEPT.has(key) || INSTANT.test(value) ? value : `${value} ${wordAt(at)}`;
    if (Array.isArray(value)) return value.map((item, index) => markValue(item, `${at}[${index}]`, key));
    return typeof value === 'object' && value !== null ? markMembers(value, at) : value;
  };
  const markMembers = (value: object, at: string): object =>
    Object.fromEntries(
      Object.entries(value).map(([name, member]) => [name, markValue(member, `${at}.${name}`, name)]),
    );
  const markRecord = (record: unknown, at: string, place: number): unknown => {
    if (typeof record !== 'object' || record === null) return record;
    const name = `${at}/${'id' in record ? record.id : place}`;
    return { ...markMembers(record, name), unheardOf: wordAt(`${name}.unheardOf`) };
  };

  return {
    mark: ({ url, body }: Answered): unknown => {
      const at = `${url.pathname}?${url.searchParams.get('statusType') ?? ''}`;
      if (typeof body !== 'object' || body === null) return body;
      for (const list of ['values', 'attachments'] as const) {
        const records: unknown = list in body ? (body as Record<string, unknown>)[list] : undefined;
        if (Array.isArray(records))
          return {
            ...body,
            [list]: records.map((record, place) => markRecord(record, at, place)),
            besides: wordAt(`${at}besides`),
          };
      }
      return markRecord(body, at, 0);
    },
    words: (): readonly Marked[] => [...words].map(([at, word]) => ({ word, at })),
  };
}
