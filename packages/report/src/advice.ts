import type { FailureCode } from '@z2q/contracts';

export type Advice = {
  readonly title: string;
  /** What the code means, for readers who have never seen an API. */
  readonly explanation: string;
  /** What to do about it. */
  readonly advice: string;
};

export const ADVICE: Readonly<Record<FailureCode, Advice>> = {
  source_record_unreadable: {
    title: 'Unreadable in Zephyr Scale',
    explanation: 'Zephyr Scale answered, but with a record whose essential parts are missing or damaged.',
    advice: 'Open the record in Zephyr Scale, save it again so that it is written afresh, then retry.',
  },
  source_record_gone: {
    title: 'Gone from Zephyr Scale',
    explanation: 'The record was listed when the run began and had been deleted by the time it was read.',
    advice: 'Nothing to do if the deletion was meant. Otherwise restore the record and retry.',
  },
  source_refused: {
    title: 'Refused by Zephyr Scale',
    explanation: 'Zephyr Scale would not hand the record out, although it exists.',
    advice: 'Check that the owner of the Zephyr Scale token may see this record in Jira, then retry.',
  },
  worker_lost: {
    title: 'Ends the process that works on it',
    explanation:
      'Each process that worked on this record ended before it could say what became of it, because it crashed or ran out of memory, even when it worked on this record alone.',
    advice:
      "Look in the worker's log and at the memory it may use, and at the size of the record. Then retry; what may have been written is looked for before it is sent again.",
  },
  source_error: {
    title: 'Zephyr Scale fails on it',
    explanation:
      'Zephyr Scale answered other calls meanwhile, but had an error each time it was asked for this record.',
    advice: 'Open the record in Zephyr Scale. If it opens, retry; if not, ask SmartBear about it.',
  },
  attachment_unavailable: {
    title: 'File could not be fetched',
    explanation:
      'A file of the record could not be downloaded, or Zephyr Scale would not list what files the record has.',
    advice:
      'Try to open the file in Zephyr Scale. If it opens, let the token read it and retry; if not, attach it again or do without it.',
  },
  reference_unresolved: {
    title: 'Points to something that is not there',
    explanation:
      'The record refers to another one, such as a folder or test case, that is not in the source project.',
    advice: 'Correct the reference in Zephyr Scale, or migrate the project it points into first, then retry.',
  },
  draft_invalid: {
    title: 'Does not fit the qTest project',
    explanation:
      'The qTest project, as it is set up now, has no place for a value or result of the record, or requires one that the record lacks.',
    advice:
      'Do what the message says, with a line in the mapping file or in the settings of the qTest project, then retry.',
  },
  target_refused: {
    title: 'Refused by qTest',
    explanation: 'qTest rejected the record; its own reason is in the message.',
    advice: 'Correct what the message names, in qTest or in the mapping file, then retry.',
  },
  target_too_large: {
    title: 'Too large for qTest',
    explanation: 'The record or file is larger than qTest accepts.',
    advice: 'Shrink or split it in Zephyr Scale and retry, or store the file elsewhere and link to it.',
  },
  target_error: {
    title: 'qTest fails on it',
    explanation:
      'qTest answered other calls meanwhile, but had an error each time it was sent this record or asked about it.',
    advice:
      'Retry: the record is first looked for in qTest. If it fails again, ask Tricentis with what the message says.',
  },
  dependency_failed: {
    title: 'Waits for another record',
    explanation: 'A record this one needs, such as the test case of an execution, failed itself.',
    advice: 'Solve the other failure first; a retry then takes this record along.',
  },
  missing_on_target: {
    title: 'Missing in qTest',
    explanation:
      'The record is not in qTest: it was written and is not there any more, or it was not loaded yet.',
    advice:
      'If it was not loaded, run load, then validate. If somebody deleted it, no later run writes it again by itself: to have it back, roll the migration back and run it anew, or make it by hand.',
  },
  double_on_target: {
    title: 'Twice in qTest',
    explanation: 'More than one object in qTest carries the key of this record.',
    advice:
      'Look whether somebody copied it. Delete the object that the message says to delete, then validate again.',
  },
  altered_on_target: {
    title: 'Different in qTest',
    explanation: 'What was read back from qTest is not what was written.',
    advice:
      'Look in the history of the qTest object. Keep the edit if it was meant; otherwise undo it there and validate again, since no later run overwrites it.',
  },
  misplaced_on_target: {
    title: 'In the wrong place in qTest',
    explanation: 'The record is in qTest, but not in the module, suite or run it belongs to.',
    advice:
      'Look whether somebody moved it. Keep the move if it was meant, or move it back and validate again.',
  },
  foreign_on_target: {
    title: 'Not made by this migration',
    explanation:
      'An object that this migration did not make is inside one that it made, such as a test case in a migrated module.',
    advice:
      'Nothing to do if somebody put it there on purpose. Otherwise move or delete it in qTest, then validate again.',
  },
  rollback_blocked: {
    title: 'Could not be taken away',
    explanation:
      'Something that stays is in this object, or qTest refused to delete it; the message says which. The rollback left it alone.',
    advice: 'Take care of what stays in it first, then roll back again.',
  },
  changed_on_target: {
    title: 'No longer only of this migration',
    explanation:
      'Somebody has edited this object since it was written, put a file, a result or an object of their own on or in it, or it does not show the key of its record any more. The rollback left it alone.',
    advice:
      'Keep it if the work on it is wanted. Otherwise undo that, or roll back with force. An object that does not show the key has to be deleted by hand, even then.',
  },
  conflict_on_target: {
    title: 'Edited in qTest since it was loaded',
    explanation:
      'The object in qTest was edited and the record has changed in Zephyr too, or the object does not show the key of the record, or it was adopted and differs. It was left as it is.',
    advice:
      'Decide which side is right, then do as the message says: make the change in qTest by hand, or undo the edit or restore the key there and run again.',
  },
  update_unsupported: {
    title: 'Changed in Zephyr Scale after it was loaded',
    explanation:
      'The record is in qTest as it was when it was loaded. z2q does not rewrite test logs and files, and cannot move an object to the top level where qTest has no call for it.',
    advice: 'Make the change in qTest by hand, or roll the migration back and run it again.',
  },
};
