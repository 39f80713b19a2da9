import { z } from 'zod';

/**
 * Why a value was changed, dropped or added. Only the code is stored; its sentence is made when it is shown. Parameters
 * in braces are the same for all values at one pattern; what differs between values is in `before` and `after`.
 */
const SENTENCES = {
  // Of any record
  unknown_member: 'A member that this release does not know.',
  odd_member: 'It is not of the form that Zephyr describes: written in the details as it was received.',
  mended_text:
    'It has characters that no reader keeps, such as NUL or half of one: a sign for an unknown character stands for each.',
  record_failed:
    'Its record failed in loading: the target does not have it as it was received. A retry that loads it takes this line back.',
  record_missing:
    'Validation did not find its record on the target. A later validation that finds it takes this line back.',
  record_altered:
    'Validation found its record other than it was written: the failures say where. A later validation that finds it right takes this line back.',
  record_misplaced:
    'Validation found its record in another place than it was put, or put there otherwise: the failures say where. A later validation that finds it right takes this line back.',
  record_doubled:
    'Its record is on the target more than once: the failures name the object to delete. A later validation that finds it once, and right, takes this line back.',
  not_mapped: 'No rule of this release says where it goes.',
  renamed_by_mapping: 'Renamed by the mapping file; the name in Zephyr is written out.',
  account_as_text: 'The account id is written out; nobody is assigned.',
  issue_link_as_text: 'Written out as text; the target has no link.',
  version_as_text: 'The id is written out; no release is linked.',
  folder_not_listed:
    'Its folder is not listed (archived or hidden): placed under the project, and its id is written out.',
  path_not_listed: 'Its folder is not listed (archived or hidden): its id stands for its path.',
  user_as_text: 'An account id of Jira, written as text: nobody is named by it on the target.',
  component_as_text: 'The id of a Jira component, written out as text: its name is known to Jira alone.',
  relation_as_text: 'Named in the text; the target has no link between a release and its suites.',
  image_in_zephyr:
    'An image in it is at an address of Zephyr that only a browser signed in there may read: the address stays.',
  link_to_zephyr: 'A link in it leads to a record in Zephyr, not to what was made of it.',
  same_label: 'Another field has the same name on the target: written in the details.',
  label_cut: 'The name of the field is longer than {max} characters: cut there.',

  // Answers about the project as a whole
  project_in_keys: 'The project is not made: its key is in the key of each record, in the target project.',
  setting_of_source: 'A setting of the source project, which the target has no place for.',
  named_by_records: 'Written with each record that has it; the list itself is not made on the target.',
  list_not_made: "The list of statuses, priorities or environments is the target's own, and stays as it is.",

  // Names
  name_empty: 'The name is empty; the key stands in for it. The original is in the details.',
  name_cut: 'The name is longer than {max} characters and is cut. The original is in the details.',
  name_on_one_line:
    'Line breaks and outer spaces of the name became single spaces. The original is in the details.',

  // Folders
  parent_not_listed: 'Its parent folder is not listed, or is inside it: placed at the root.',
  plans_have_no_folders:
    'Releases have no folders: the path is written in the description of each plan in it.',

  // Scripts
  parameter_syntax:
    'The tilde of [~…] is written as &#126;, which looks the same: qTest would make a test parameter of it.',
  reflect_ref: 'A reference within Zephyr Scale, which names nothing on the target.',
  script_as_step: 'A plain or BDD script is one step on the target, with its text.',
  empty_step: 'The step is empty; it keeps its place as an empty line.',
  call_as_text: 'The called test case is named in the step; its steps are not linked.',

  // Executions
  no_status: 'Zephyr gives no status; another stands in for it.',
  no_end: 'Zephyr gives no end: {standIn} stands in for it.',
  executed_version_as_text: 'Written in the note; the log names the version that was migrated.',
  person_as_text: 'The account id is written in the note; the target shows the account that migrates.',
  no_step_for_result: 'The target has no step for this result: written in the note.',
  worst_of_called:
    'The step calls another test: it takes the worst of the called results, and its actual result tells each.',
  worst_of_rows:
    'The step was executed for several rows of test data: it takes the worst, and its actual result tells each.',
  shared_run:
    'Not yet run, and it shares its test run with another execution, whose details the run carries.',

  // What is not received
  no_call_tells: 'No call of the API tells it, so whether there is any is not known.',
  withheld_by_site: 'The site refuses to send it with the listing, so whether there is any is not known.',

  // Files
  attachments_off: 'Attachments are switched off by the options of the migration.',
  files_not_asked: 'Not looked for, as the option attachments=none says: whether there are any is not known.',
  step_files_not_asked:
    'Not looked for, as the option attachments=records says: whether there are any is not known.',
  no_files_on_suites: 'Test suites take no files on the target.',
  no_files_on_runs:
    'The execution was not run: it is a test run without a log, and runs take no files on the target.',
  file_on_case: 'The target has no such step: the test case holds the file.',
  file_on_log: 'The target has no step for this result: the log holds the file.',

  // What the target's fields and statuses take
  no_field: '{label}: the target shows this token no such field; {place}.',
  field_taken: '{label}: another value is in the field already; {place}.',
  several_lines: '{label}: it has several lines and the field has one; {place}.',
  too_long: '{label}: it is longer than {max} characters; {place}.',
  no_number: '{label}: it is no number; {place}.',
  no_date: '{label}: it is no date; {place}.',
  time_of_day: '{label}: it has a time of day and the field has none; {place}.',
  no_url: '{label}: it is no URL; {place}.',
  unknown_data_type: '{label}: the field has the unknown data type {dataType}; {place}.',
  several_values: '{label}: it has several values and the field takes one; {place}.',
  no_choice: '{label}: the field has no such choice; {place}.',
  not_all_choices: '{label}: the field has a choice for some of the values and not for all; {place}.',
  no_date_field: '{label}: the target has no date field for it; written in the details.',
  status_not_on_target: 'The target has no such status; another stands in for it and the note names it.',
  status_by_meaning:
    'The status of the same meaning has another name on the target; the note names the original.',
  status_by_rest:
    'The target has no status of that meaning: the one that the mapping file names for all others; the note names the original.',
  status_of_new_run:
    'The target has no status for what was not executed: the one of a new run, or of what is in progress, stands in for it.',
  step_as_execution:
    "Zephyr has no result for these steps: they take the execution's status, and their actual result says so.",
  stays_in_field:
    'It was written before the record or the mapping changed, and qTest has no call that empties such a field: take it out by hand.',
  required_by_target: 'Filled in because the project requires it; Zephyr has no value for it.',
} as const;

export type LedgerCode = keyof typeof SENTENCES;
export const LEDGER_CODES = Object.keys(SENTENCES) as readonly LedgerCode[];
export const LedgerCodeName = z
  .enum(LEDGER_CODES)
  .describe('What became of a value. Stable; `message` says it as a sentence');

export type LedgerParams = Readonly<Record<string, string>>;

/** Parameters with several words, which are also stored as codes. */
const WORDS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  place: {
    description: 'written in the description',
    details: 'written in the details',
    note: 'written in the note',
    log_note: 'written in the note of the log',
    nowhere: 'nothing else on the object holds text',
  },
  standIn: {
    planned_end: "the cycle's planned end",
    planned_start: "the cycle's planned start",
    reading: 'the time it was read from Zephyr',
    epoch: 'the beginning of 1970',
  },
};

/** The reason in words for a QA administrator. */
export const toLedgerSentence = (code: LedgerCode, params: LedgerParams = {}): string =>
  SENTENCES[code].replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = params[name] ?? '';
    return WORDS[name]?.[value] ?? value;
  });
