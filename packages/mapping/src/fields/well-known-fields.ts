/** Labels of the target fields that the migration creates for its own use. */
export const ZEPHYR_KEY_FIELD = 'Zephyr key';
/** Needed because suites have no status. */
export const ZEPHYR_STATUS_FIELD = 'Zephyr status';
/** Needed because suites and runs have no description. */
export const ZEPHYR_DETAILS_FIELD = 'Zephyr details';
export const ENVIRONMENT_FIELD = 'Environment';

/** Longest label that the target accepts. */
export const MAX_LABEL_LENGTH = 100;
