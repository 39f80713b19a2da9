/** Help group of the commands about a run that is there already. */
export const RUN_GROUP = 'Runs:';
