/** Bytes of a request's body at most: a mapping with thousands of names fits. */
export const BODY_LIMIT = 1_048_576;
