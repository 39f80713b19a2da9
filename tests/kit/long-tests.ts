/**
 * Whether to run tests that take a good part of a minute each, most of them of the whole product as
 * processes. `.ci/run` does; `npm test` runs some of each kind.
 */
export const hasLongTests = Boolean(process.env.Z2Q_LONG_TESTS);
