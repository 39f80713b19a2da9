/**
 * Whether to run what takes a good part of a minute each, most of it of the whole product as processes. `.ci/run` does; `npm test` has
 * the rest of each kind.
 */
export const hasLongTests = Boolean(process.env.Z2Q_LONG_TESTS);
