import { expect, test } from 'vitest';
import { resumeDueRun, resumeRun } from '../orchestration/resume-run.ts';
import { listDuePauses } from '../tables/due-pauses.ts';
import { type Pause, pauseRun, takeOverPause } from '../tables/pauses.ts';
import { findRun, markRunning } from '../tables/runs.ts';
import { NOW, NOW_MS, type OpenTestStore } from './open-test-store.ts';

const MINUTE_MS = 60_000;

const OPERATOR: Pause = { reason: 'operator', recommendedAction: 'Resume.', resumeAt: null };

const DISK_FULL: Pause = { reason: 'disk_full', recommendedAction: 'Free some.', resumeAt: NOW_MS };

/** Tests how a run is paused, how a pause takes another reason, and how the run is resumed. */
export function registerPauses(openTestStore: OpenTestStore): void {
  test('a gated run that an operator paused awaits approval again when it is resumed, and only then loads', async () => {
    await using kit = await openTestStore();
    const { id } = await kit.begin(await kit.migrate({ gate: 'before-load' }), ['load']);
    const read = () => findRun(kit.store.read, id);

    const before = await read();
    await kit.store.write((tx) => takeOverPause(tx, id, OPERATOR, NOW_MS));
    const paused = await read();
    await kit.store.write((tx) => resumeRun(tx, id, NOW_MS));
    const resumed = await read();
    await kit.store.write((tx) => resumeRun(tx, id, NOW_MS));

    expect(before).toMatchObject({ state: 'paused', pauseReason: 'awaiting_approval' });
    expect(paused).toMatchObject({ state: 'paused', pauseReason: 'operator' });
    expect(resumed).toMatchObject({ state: 'paused', pauseReason: 'awaiting_approval', isApproved: false });
    expect(await read()).toMatchObject({ state: 'queued', pauseReason: null, isApproved: true });
  });

  test('an operator takes over a pause that would end by itself', async () => {
    await using kit = await openTestStore();
    const { id } = await kit.begin(await kit.migrate());
    await kit.store.write((tx) => pauseRun(tx, id, DISK_FULL, NOW_MS));

    const isTaken = await kit.store.write((tx) => takeOverPause(tx, id, OPERATOR, NOW_MS));

    expect(isTaken).toBe(true);
    expect(await findRun(kit.store.read, id)).toMatchObject({ pauseReason: 'operator', resumeAt: null });
  });

  test.each([
    ['an operator', OPERATOR],
    ['another fault', { ...DISK_FULL, reason: 'quota' } as const],
    ['the same fault, for longer', { ...DISK_FULL, resumeAt: NOW_MS + MINUTE_MS }],
  ])(
    'who looks for pauses that are over leaves a run paused that %s has paused meanwhile',
    async (_, pause) => {
      await using kit = await openTestStore();
      const { id } = await kit.begin(await kit.migrate());
      await kit.store.write((tx) => pauseRun(tx, id, DISK_FULL, NOW_MS));
      const [due] = await listDuePauses(kit.store.read, NOW_MS);
      await kit.store.write((tx) => takeOverPause(tx, id, pause, NOW_MS));

      const isResumed = due && (await kit.store.write((tx) => resumeDueRun(tx, due, NOW_MS)));

      expect(isResumed).toBe(false);
      expect(await findRun(kit.store.read, id)).toMatchObject({ state: 'paused', pauseReason: pause.reason });
    },
  );

  test('a pause that was begun before the clock was set back an hour ends by itself all the same', async () => {
    await using kit = await openTestStore();
    const { id } = await kit.begin(await kit.migrate());
    const later = NOW_MS + 60 * MINUTE_MS;
    await kit.store.write((tx) => pauseRun(tx, id, { ...DISK_FULL, resumeAt: later + 30_000 }, later));

    expect(await listDuePauses(kit.store.read, NOW_MS)).toMatchObject([{ id }]);
    expect(await listDuePauses(kit.store.read, later)).toEqual([]);
  });

  test('a run that was paused before it began waits in the queue again, and begins when a batch is taken up', async () => {
    await using kit = await openTestStore();
    const { id } = await kit.begin(await kit.migrate());
    await kit.store.write((tx) => pauseRun(tx, id, OPERATOR, NOW_MS));

    await kit.store.write((tx) => resumeRun(tx, id, NOW_MS + MINUTE_MS));
    const waiting = await findRun(kit.store.read, id);
    await kit.store.write((tx) => markRunning(tx, id, NOW));

    expect(waiting).toMatchObject({ state: 'queued', startedAt: null, pausedMs: 0 });
    expect(await findRun(kit.store.read, id)).toMatchObject({ state: 'running', startedAt: NOW });
  });
}
