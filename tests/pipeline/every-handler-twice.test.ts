import { queueOf } from '@z2q/contracts';
import type { BatchContext, BatchHandler, BatchOutcome, RequestObservation } from '@z2q/runtime';
import { databaseFile, LEASE_MS, LeaseLostError } from '@z2q/store';
import { beforeAll, expect, test } from 'vitest';
import { dumpStore } from '../kit/dump-store.ts';
import { openPipeline, type Pipeline } from '../kit/open-pipeline.ts';
import type { Worker } from '../kit/open-worker.ts';
import { type Rows, toChanges } from '../kit/to-changes.ts';
import { wrapHandlers } from '../kit/wrap-handlers.ts';
import { everyKindOnce } from '../scenario/every-kind.ts';
import { type Life, liveThrough } from './live-through.ts';

const LEASE_AND_MORE_MS = LEASE_MS + 1_000;
const began = new Date();
let undisturbed: Life;

beforeAll(async () => {
  await using kit = await openPipeline({ data: everyKindOnce() });
  undisturbed = await liveThrough(kit, began);
});

test('a batch whose worker dies with all done but the checkpoint changes nothing the second time', async () => {
  const repeated = new Map<string, string>();
  const died = new Set<string>();
  const changes: string[] = [];
  await using kit = await openPipeline({
    data: everyKindOnce(),
    atOnce: 1,
    wrap: (handlers) =>
      wrapHandlers(handlers, async (handler, context) => {
        if (died.has(nameOf(context))) {
          const before = snapshot(kit);
          const outcome = await handler(context);
          repeated.set(nameOf(context), keyOf(context));
          changes.push(...toChanges(before, snapshot(kit)).map((change) => `${keyOf(context)}: ${change}`));
          return outcome;
        }
        await handler(context);
        died.add(nameOf(context));
        kit.clock.advance(LEASE_AND_MORE_MS);
        throw new LeaseLostError(context.batch);
      }),
  });

  const life = await liveThrough(kit, began);

  expect(changes).toEqual([]);
  expect(toChanges(undisturbed.outcomes, life.outcomes)).toEqual([]);
  expect(repeated.size).toBe(life.batches);
  expect([...new Set(repeated.values())].sort()).toEqual(listKeys(kit));
});

test.each([
  { moment: 'as soon as the first has begun', afterWrite: false },
  { moment: 'when the first has written something', afterWrite: true },
])('a batch that a second worker takes up $moment is done once', async ({ afterWrite }) => {
  const shared = new Map<string, string>();
  const rivals = new Map<string, Worker>();
  let strike = (): void => undefined;
  await using kit = await openPipeline({
    data: everyKindOnce(),
    atOnce: 1,
    // One request at a time, so that none of the first worker's requests is under way when the second looks
    // for its objects.
    env: { QTEST_CONCURRENCY: '1' },
    onCall: (call) => {
      if (isWrite(call)) strike();
    },
    wrap: (handlers) =>
      wrapHandlers(handlers, async (handler, context) => {
        const { promise: moment, resolve } = Promise.withResolvers<void>();
        strike = resolve;
        if (!afterWrite) strike();
        const competing = moment.then(() => {
          kit.clock.advance(LEASE_AND_MORE_MS);
          return rivals
            .get(queueOf({ phase: context.batch.phase, type: context.batch.entityType }))
            ?.work(jobOf(context));
        });
        const working = handler(context).finally(strike);
        await Promise.allSettled([working, competing]);
        return working;
      }),
  });
  const note = async (handler: BatchHandler, context: BatchContext): Promise<BatchOutcome> => {
    shared.set(nameOf(context), keyOf(context));
    return handler(context);
  };
  for (const { name, queue } of kit.workers)
    rivals.set(queue, await kit.hire(name, { wrap: (handlers) => wrapHandlers(handlers, note) }));

  const life = await liveThrough(kit, began);

  expect(toChanges(undisturbed.outcomes, life.outcomes)).toEqual([]);
  expect(shared.size).toBe(life.batches);
  expect([...new Set(shared.values())].sort()).toEqual(listKeys(kit));
});

/** Content of the target and the store, without times. */
const snapshot = ({ qtest, dataDir }: Pipeline): Rows => ({
  target: [JSON.stringify(qtest.state())],
  ...dumpStore(databaseFile(dataDir)),
});

const isWrite = ({ side, method, route }: RequestObservation): boolean =>
  side === 'target' && method !== 'GET' && !route.endsWith('/search');
const keyOf = ({ batch: { phase, entityType, kind } }: BatchContext): string =>
  `${phase}/${entityType}/${kind}`;
const jobOf = ({ batch: { runId, phase, entityType, batch } }: BatchContext) =>
  ({ runId, phase, entityType, batch }) as const;
const nameOf = (context: BatchContext): string => JSON.stringify(jobOf(context));
const listKeys = ({ workers }: Pipeline): readonly string[] =>
  workers.flatMap(({ handlerKeys }) => handlerKeys).toSorted();
