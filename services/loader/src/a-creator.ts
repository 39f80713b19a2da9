import type { BatchContext } from '@z2q/runtime';
import { openTestBatch } from '@z2q/runtime/testing';
import { findMapped, saveCreated } from '@z2q/store';
import { leaveIntent as leaveIntentIn, saveMapped } from '@z2q/store/testing';
import type { Creator } from './create-once.ts';

export const RECORD = { sourceId: '7', sourceKey: 'WEB-T7' };
export const neverAsked = async (): Promise<never> => {
  throw new Error('was asked');
};
export const openBatch = () => openTestBatch('load', 'test_case', [RECORD]);

export const aCreator = (overrides: Partial<Creator> = {}): Creator => ({
  entityType: 'test_case',
  ...RECORD,
  place: 12,
  mapped: undefined,
  find: async () => [],
  create: async () => ({ targetId: 100, targetPid: 'TC-100' }),
  ...overrides,
});

export const readMap = ({ store }: BatchContext, sourceId = RECORD.sourceId) =>
  findMapped(store.read, 'test_case', sourceId);

export const SETTLE_MS = 60_000;
export const aRecord = (sourceId: string, place: number) =>
  ({ entityType: 'test_case', sourceId, sourceKey: RECORD.sourceKey, parentTargetId: place }) as const;

/** Leaves an intent, committed by a worker that is gone, to create the object in the given place. */
export const leaveIntent = ({ store }: BatchContext, place: number, sourceId = RECORD.sourceId) =>
  store.write((tx) => leaveIntentIn(tx, aRecord(sourceId, place)));

export const leaveCreated = ({ store }: BatchContext, targetId: number, sourceId = RECORD.sourceId) =>
  store.write((tx) => saveMapped(tx, aRecord(sourceId, 12), { targetId }));

/** Notes a created object under another claim, as a worker does that holds the record by now. */
export const noteAs = ({ store }: BatchContext, claim: string | null, targetId: number) =>
  store.write((tx) =>
    saveCreated(tx, { ...aRecord(RECORD.sourceId, 12), claim }, { targetId, targetPid: null }),
  );
