import type { LedgerSum, ReportView } from '@z2q/contracts';
import { databaseFile } from '@z2q/store';
import { expect, test } from 'vitest';
import { openPipeline, type Pipeline } from '../kit/open-pipeline.ts';
import { type Answered, openRecorder } from '../kit/open-recorder.ts';
import { countReceived } from '../scenario/count-received.ts';
import { everyKindOnce } from '../scenario/every-kind.ts';
import { createMarker } from '../scenario/mark-strings.ts';
import { openDatabase } from '../scenario/open-database.ts';

type Ledger = ReportView['ledger'];

const readLedger = async (api: Pipeline['api'], runId: string): Promise<Ledger> =>
  (await api.get<ReportView>(`/v1/runs/${runId}/report`)).ledger;

const receivedOf = (sums: readonly LedgerSum[]) =>
  Object.fromEntries(sums.map(({ entityType, received }) => [entityType, received]));

/** A whole run against a source whose answers are recorded, and changed if `rewrite` is given. */
async function runThrough(
  kit: Pipeline,
  rewrite?: (answered: Answered) => unknown,
): Promise<
  AsyncDisposable & { readonly ledger: Ledger; readonly answers: readonly Answered[]; readonly state: string }
> {
  const recorder = await openRecorder(kit.zephyr.baseUrl, rewrite);
  const { api } = await kit.startedWith({ ZEPHYR_BASE_URL: recorder.baseUrl });
  // Changed names of statuses have no counterpart on the target.
  const mapping = { executionStatus: { '*': 'Incomplete' } };
  const key = kit.zephyr.data.projects[0]?.key ?? '';
  const migrationId = await api.createMigration(key, 1, undefined, mapping);
  const run = await api.run(migrationId);
  return {
    state: run.state,
    ledger: await readLedger(api, run.id),
    answers: [...recorder.answers.values()],
    [Symbol.asyncDispose]: () => recorder[Symbol.asyncDispose](),
  };
}

test('what each type was received with is what the source sent, and every value has one outcome', async () => {
  await using kit = await openPipeline({ data: everyKindOnce() });

  await using through = await runThrough(kit);

  const { ledger, answers, state } = through;
  expect(state).toBe('completed');
  expect(receivedOf(ledger.sums)).toEqual(countReceived(answers));
  expect(ledger.sums.filter(({ closes }) => !closes)).toEqual([]);
  expect(ledger.sums.filter(({ unproven }) => unproven > 0)).toEqual([]);
  expect(ledger.fields.flatMap(({ dropped }) => dropped).filter(({ code }) => code === 'not_mapped')).toEqual(
    [],
  );
});

test('of a source in which every text has a marker of its own, each is on the target or in the ledger', async () => {
  await using kit = await openPipeline({ data: everyKindOnce() });
  const marker = createMarker();

  await using through = await runThrough(kit, marker.mark);

  using db = openDatabase(databaseFile(kit.dataDir), { readonly: true });
  const lines = JSON.stringify(db.prepare('select before, after from loss_ledger').all());
  const target = JSON.stringify(kit.targetProject(1));
  const { ledger, answers } = through;
  expect(marker.words().length).toBeGreaterThan(500);
  expect(marker.words().filter(({ word }) => !target.includes(word) && !lines.includes(word))).toEqual([]);
  expect(receivedOf(ledger.sums)).toEqual(countReceived(answers));
  expect(ledger.sums.filter(({ closes }) => !closes)).toEqual([]);
});

test('while a record has failed, the sums do not close, and say for how many values', async () => {
  await using kit = await openPipeline({ data: everyKindOnce() });
  const spoil = ({ url, body }: Answered): unknown =>
    url.pathname.endsWith('/testplans') ? withoutIds(body) : body;

  await using through = await runThrough(kit, spoil);

  const plans = through.ledger.sums.find(({ entityType }) => entityType === 'test_plan');
  expect(plans).toMatchObject({ closes: false, open: { records: 2 } });
  expect(plans?.open.values).toBeGreaterThan(2);
});

const withoutIds = (body: unknown): unknown =>
  JSON.parse(JSON.stringify(body, (key, value) => (key === 'id' ? null : value)));
