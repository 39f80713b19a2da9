import type { LedgerCode } from '@z2q/contracts';

const IMAGE = /<img\s([^<>]*)/gi;
const SOURCE = /\bsrc\s*=\s*["']?([^"'\s]+)/i;
/**
 * Where Zephyr keeps images of texts: the Cloud store, and addresses relative to the site (facts: rich text and inline
 * images).
 */
const ZEPHYR_PLACES = ['tm4j.smartbear.com', 'zephyrscale.smartbear.com', '/rest/tests/'];
const ABSOLUTE = /^(?:https?|data|blob|cid):/i;
const isInZephyr = (address: string): boolean =>
  !ABSOLUTE.test(address) || ZEPHYR_PLACES.some((place) => address.toLowerCase().includes(place));
const RECORD_LINK = /#!?\/(?:v\d+\/)?test(?:Case|Cycle|Plan|Player|Execution|Run)s?\/|Tests\.jspa#/i;
const ACCOUNT_ID = /^(?:[\da-f]{24}|\d+:[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12})$/i;

/** Finds something in a text that cannot work on the target although it arrives unchanged; null: nothing known. */
export function findDegraded(text: string): LedgerCode | null {
  if (hasImageInZephyr(text)) return 'image_in_zephyr';
  if (RECORD_LINK.test(text)) return 'link_to_zephyr';
  return ACCOUNT_ID.test(text) ? 'user_as_text' : null;
}

const hasImageInZephyr = (text: string): boolean =>
  text.includes('<') &&
  text.matchAll(IMAGE).some(([, attributes = '']) => {
    const address = SOURCE.exec(attributes)?.[1];
    return address !== undefined && isInZephyr(address);
  });
