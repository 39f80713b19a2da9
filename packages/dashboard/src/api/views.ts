import type { components, operations } from './api-types.ts';

type Schemas = components['schemas'];
type JsonOf<Operation extends { responses: { 200: { content: { 'application/json': unknown } } } }> =
  Operation['responses'][200]['content']['application/json'];

export type Run = Schemas['Run'];
export type RunState = Run['state'];
export type Counts = Schemas['Counts'];
export type EntityType = Exclude<Schemas['Failure']['entityType'], 'test_run' | 'container'>;
export type Migration = Schemas['Migration'];
export type MigrationItem = Schemas['MigrationItem'];
export type Failure = Schemas['Failure'];
export type FailureCode = Failure['code'];
export type Preflight = Schemas['Preflight'];
export type FailureGroups = JsonOf<operations['groupFailures']>;
export type Pace = JsonOf<operations['getPace']>;
export type Projects = Schemas['Projects'];
export type Report = Schemas['Report'];
export type Wave = Schemas['Wave'];
export type WaveSummary = Schemas['WaveSummary'];
export type Worker = Schemas['Worker'];
export type LedgerItem = JsonOf<operations['getLedger']>['items'][number];
export type NamedRecord = JsonOf<operations['listRecords']>['items'][number];
export type KeptRecord = JsonOf<operations['getRecord']>;
export type LedgerQuery = NonNullable<operations['getLedger']['parameters']['query']>;
export type MappingUse = JsonOf<operations['getMappingUse']>;
export type MappingTable = MappingUse['names'][number]['table'];
