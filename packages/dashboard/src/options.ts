import type { Migration } from './api/views.ts';

type Options = Migration['options'];

/** The options that forms ask for. */
export type AskedOptions = Pick<
  Options,
  'attachments' | 'createFields' | 'approve' | 'adopt' | 'gate' | 'failureBudget'
>;

/** With these nothing is lost. */
export const DEFAULT_OPTIONS: AskedOptions = {
  attachments: 'all',
  createFields: true,
  approve: true,
  adopt: false,
  gate: 'none',
  failureBudget: null,
};

/**
 * Options of a migration that another one can have too: all but the module and the cycle under which it builds, since
 * those are numbers in its own qTest project.
 */
export function sharedOptions({ targetModule: _, targetCycle: __, ...options }: Options) {
  return options;
}

/** Whether a migration builds in places of its own qTest project, which `sharedOptions` leaves out. */
export const hasOwnPlace = ({ targetModule, targetCycle }: Options): boolean =>
  targetModule !== null || targetCycle !== null;

/** What is done otherwise than without any options, a sentence each. */
export const toOptionLines = (options: AskedOptions): readonly string[] => [
  ...(options.attachments === 'none' ? ['No files are looked for.'] : []),
  ...(options.attachments === 'records' ? ['Files of steps and step results are not looked for.'] : []),
  ...(options.createFields ? [] : ['No fields and choices are made in qTest.']),
  ...(options.approve ? [] : ['Test cases are not approved, so that their versions stay below 1.0.']),
  ...(options.adopt ? ['Objects in qTest that show our key are taken over, and not made again.'] : []),
  ...(options.gate === 'before-load' ? ['It waits for approval before anything is written.'] : []),
  ...(options.failureBudget === null ? [] : [`It pauses after ${options.failureBudget} failures.`]),
];
