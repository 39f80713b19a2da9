const STAMP = /\[zephyr ([^\]\s]+)\]/g;

/** Marks a text on the target with its source record, so that the object is found again after a crash: `[zephyr WEB-T1]`. */
export const stampOf = (key: string): string => `[zephyr ${key}]`;

/** Folders have no key in Zephyr, so their id is used. */
export const folderStampKey = (folderId: string): string => `folder-${folderId}`;

/** Key of the record a text was made from; null without a stamp. Ours is always the last stamp in the text. */
export function readStamp(html: string | null): string | null {
  return html === null ? null : ([...html.matchAll(STAMP)].at(-1)?.[1] ?? null);
}
