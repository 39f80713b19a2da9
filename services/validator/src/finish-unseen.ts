import type { EntityType } from '@z2q/contracts';
import type { BatchContext, BatchHandler } from '@z2q/runtime';
import { type Created, isCreated } from '@z2q/store';
import { z } from 'zod';
import { commitFindings } from './commit-findings.ts';
import { pageUnseen, toMissing } from './find-unseen.ts';
import { type Findings, joinFindings, NO_FINDINGS } from './finding.ts';
import { endStage } from './stage-records.ts';

const AT_ONCE = 50;
const FinishParams = z.object({ after: z.string().default('') });

type Judge = {
  /** What a person calls such an object. */
  readonly noun: string;
  /** Judges a record by reading only its object; undefined: the object does not exist. */
  readonly judge: (mapped: Created) => Promise<Findings | undefined>;
};

/**
 * Reads by id the objects that no listing showed, or showed differently: pages shift while they are read, trees may be
 * cut off, and nested objects may come without their values.
 */
export const createFinishUnseen =
  (type: EntityType, prepare: (context: BatchContext) => Promise<Judge>): BatchHandler =>
  async (context) => {
    const { after } = FinishParams.parse(context.batch.params ?? {});
    const unseen = await pageUnseen(context.store.read, type, after, AT_ONCE);
    const { noun, judge } = await prepare(context);
    const parts = await Promise.all(
      unseen.map(async (record): Promise<Findings> => {
        const found = isCreated(record.mapped) ? await judge(record.mapped) : undefined;
        return found ?? { ...NO_FINDINGS, records: [toMissing(record, noun)] };
      }),
    );
    const next = unseen.length === AT_ONCE ? unseen.at(-1)?.sourceId : undefined;
    return {
      handOn:
        next === undefined ? [] : [{ stage: `validate/${type}`, kind: 'finish', params: { after: next } }],
      commit: async (tx) => {
        await commitFindings(tx, context, type, { ...joinFindings(parts), lookedAt: 0 });
        if (next === undefined) await endStage(tx, type);
      },
    };
  };
