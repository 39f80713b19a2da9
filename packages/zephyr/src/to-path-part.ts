/** A key or id as one part of a path. Half a character, which JSON can bring and a URL cannot carry, is sent as the sign for an unknown one. */
export const toPathPart = (text: string): string => encodeURIComponent(text.toWellFormed());
