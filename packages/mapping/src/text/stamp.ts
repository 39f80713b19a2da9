const STAMP = /\[zephyr ([^\]\s]+)\]/g;

/** Names the source record inside a text of the target, so that it is found again after a crash: `[zephyr WEB-T1]`. */
export const stampOf = (key: string): string => `[zephyr ${key}]`;

/** Folders have no key in Zephyr: their id stands in for it. */
export const folderStampKey = (folderId: string): string => `folder-${folderId}`;

/** Key of the record a text was made from; null when it carries no stamp. Ours is always the last one in the text. */
export function readStamp(html: string | null): string | null {
  return html === null ? null : ([...html.matchAll(STAMP)].at(-1)?.[1] ?? null);
}
