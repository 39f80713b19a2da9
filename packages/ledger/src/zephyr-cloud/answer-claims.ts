import { changed, dropped, technical, toClaims } from '../claims.ts';

/** Members around the records of a listing. */
export const ENVELOPE = toClaims({
  startAt: technical,
  maxResults: technical,
  total: technical,
  isLast: technical,
  next: technical,
});

/** The project itself is not created: its content goes into an existing project. */
export const PROJECT = toClaims({
  id: technical,
  jiraProjectId: technical,
  key: changed('project_in_keys'),
  enabled: dropped('setting_of_source'),
});

/** A status, priority or environment. Each record that refers to it carries its name; the list itself is not created. */
export const REFERENCE = toClaims({
  id: technical,
  name: changed('named_by_records'),
  description: dropped('list_not_made'),
  color: dropped('list_not_made'),
  index: dropped('list_not_made'),
  default: dropped('list_not_made'),
  archived: dropped('list_not_made'),
  'project.id': technical,
  'project.self': technical,
});
