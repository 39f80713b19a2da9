/**
 * A key or id as one part of a URL path. An unpaired surrogate, which JSON allows and a URL does not, becomes the
 * replacement sign.
 */
export const toPathPart = (text: string): string => encodeURIComponent(text.toWellFormed());
