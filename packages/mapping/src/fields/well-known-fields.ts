/** Labels of the target fields that the migration makes for itself. */
export const ZEPHYR_KEY_FIELD = 'Zephyr key';
/** Suites have no status of their own. */
export const ZEPHYR_STATUS_FIELD = 'Zephyr status';
/** Suites and runs have no description. */
export const ZEPHYR_DETAILS_FIELD = 'Zephyr details';
export const ENVIRONMENT_FIELD = 'Environment';

/** Longest label the target takes. */
export const MAX_LABEL_LENGTH = 100;
