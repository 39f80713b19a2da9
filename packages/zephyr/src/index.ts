export { createZephyrCloudClient } from './cloud-client.ts';
export { type SourceReader, zephyrCloudReader } from './cloud-reader.ts';
export { statedParentOf } from './folders.ts';
export type { GetClientOptions as ZephyrCloudOptions } from './get-client.ts';
export { valuesOfResults } from './read-step-results.ts';
export type { ReceivedScript } from './scripts.ts';
export type {
  FolderRecord,
  ListedAttachment,
  ListedAttachments,
  ListedExecution,
  ListedFolders,
  ListedProject,
  ListedRecord,
  ListedReferences,
  ListedTestCase,
  PageRequest,
  ReferenceKind,
  ReferenceNames,
  SourceClient,
  SourcePage,
  SourceProject,
  SourceReference,
  UnreadableItem,
} from './source-client.ts';
export { unnamedCaseOf } from './test-case-ref.ts';
export { toReferenceNames } from './to-reference-names.ts';
export { UnreadableRecordError } from './unreadable-record-error.ts';
