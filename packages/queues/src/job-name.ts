import {
  type BatchKind,
  EntityType,
  type StagePhase,
  type StageType,
  type WorkableBatch,
} from '@z2q/contracts';
import { z } from 'zod';
import type { KeyRange } from './key-range.ts';

const VERBS: Readonly<Record<StagePhase, readonly [verb: string, gerund: string]>> = {
  extract: ['extract', 'extracting'],
  transform: ['transform', 'transforming'],
  load: ['load', 'loading'],
  validate: ['validate', 'validating'],
  rollback: ['roll back', 'rolling back'],
};

const PLURALS: Readonly<Record<StageType, string>> = {
  project: 'everything',
  folder: 'folders',
  test_case: 'test cases',
  test_cycle: 'test cycles',
  test_plan: 'test plans',
  test_step: 'test steps',
  test_execution: 'test executions',
  attachment: 'files',
};

/** Tasks that do not belong to a single type of record. */
const OF_A_PROJECT: Readonly<Partial<Record<`${StagePhase}/${BatchKind}`, string>>> = {
  'extract/plan': 'take the inventory',
  'extract/finish': 'finish the inventory',
  'transform/plan': 'look at the target',
  'load/plan': 'prepare the target',
  'rollback/page': 'forget files',
  'rollback/finish': 'roll back fields',
};

/** Members of a batch's params that its name may show. Without them the name is shorter. */
const Params = z
  .object({
    type: EntityType.optional(),
    plan: EntityType.optional(),
    page: z.number().optional(),
    startAt: z.number().optional(),
    size: z.number().positive().optional(),
  })
  .catch({});
type Params = z.infer<typeof Params>;

/**
 * Describes the work of a job, for example `load test cases WEB-T51 – WEB-T100`, or `load test cases of WEB, 50` where
 * the records have no keys. It depends only on the batch, so all its attempts are called the same.
 */
export function jobNameOf(batch: WorkableBatch, keys: KeyRange | null): string {
  const { kind, size, projectKey } = batch;
  if (kind === 'records' && keys) return `${VERBS[batch.phase][0]} ${rangeOf(batch, keys)}`;
  const task = `${taskOf(batch, Params.parse(batch.params ?? {}))} of ${projectKey}`;
  return kind === 'records' ? `${task}, ${size}` : task;
}

function rangeOf({ entityType, size }: WorkableBatch, { from, to, isWhole }: KeyRange): string {
  const types = PLURALS[entityType];
  if (size === 1) return `${types.slice(0, -1)} ${from}`;
  return `${types} ${from} – ${to}${isWhole ? '' : `, ${size} of them`}`;
}

function taskOf({ phase, entityType, kind }: WorkableBatch, params: Params): string {
  const [verb, gerund] = VERBS[phase];
  if (params.plan) return `plan ${gerund} ${PLURALS[params.plan]}`;
  const types = PLURALS[params.type ?? entityType];
  if (kind === 'page' && types !== PLURALS.project) return ['list', pageOf(params), types].join(' ');
  const special = entityType === 'project' ? OF_A_PROJECT[`${phase}/${kind}`] : undefined;
  return special ?? (kind === 'records' ? `${verb} ${types}` : `${kind} ${gerund} ${types}`);
}

function pageOf({ page, startAt, size }: Params): string {
  if (page !== undefined) return `page ${page} of`;
  return startAt !== undefined && size !== undefined ? `page ${Math.floor(startAt / size) + 1} of` : 'all';
}
