export { createQtestClient, type QtestClientOptions } from './qtest-client.ts';
export type { TargetClient } from './target-client.ts';
export type {
  AllowedValue,
  AttachmentHolder,
  Container,
  ContainerType,
  FieldHolder,
  FieldWrite,
  PropertyRead,
  PropertyWrite,
  TargetAttachment,
  TargetCycle,
  TargetField,
  TargetLog,
  TargetModule,
  TargetPage,
  TargetProject,
  TargetRelease,
  TargetRun,
  TargetStatus,
  TargetStep,
  TargetStepLog,
  TargetSuite,
  TargetTestCase,
  TestCaseWrite,
  TestLogWrite,
} from './target-objects.ts';
export type { FileNameEncoding } from './to-file-name-header.ts';
export { unlessRefused } from './unless-refused.ts';
