import { RunView } from '@z2q/contracts';
import { failRun, pauseRun } from '@z2q/store';
import { waitFor } from '@z2q/test-kit';
import { expect, test } from 'vitest';
import { openTestApi, TEST_TOKEN } from '../open-test-api.ts';

const NOW = '2026-03-01T12:00:00.000Z';

test('a run is told whenever it changes, until it is over', async () => {
  await using api = await openTestApi();
  const id = await api.aRun(await api.aMigration(), 'running');
  const events = await openEvents(await api.app.listen({ port: 0 }), id);
  const { store } = api.context;

  await waitFor(() => events.runs.length === 1, { what: 'the run as it is' });
  const pause = { reason: 'disk_full', recommendedAction: 'Free some space.', resumeAt: null } as const;
  await store.write((tx) => pauseRun(tx, id, pause));
  await waitFor(() => events.runs.length === 2, { what: 'the pause' });
  await store.write((tx) => failRun(tx, id, 'Start it again.', { nowMs: Date.parse(NOW), settleMs: 0 }));
  await events.ended;

  expect(events.type).toBe('text/event-stream');
  expect(events.runs.map(({ state }) => state)).toEqual(['running', 'paused', 'failed', 'failed']);
  expect(events.names).toEqual(['1 message', '2 message', '3 message', '4 end']);
});

test('the API closes while somebody listens', async () => {
  await using api = await openTestApi();
  const id = await api.aRun(await api.aMigration(), 'running');
  const events = await openEvents(await api.app.listen({ port: 0 }), id);
  await waitFor(() => events.runs.length === 1, { what: 'the run as it is' });

  await api.app.close();

  await expect(events.ended).rejects.toThrow();
});

/** Listens to the events of a run as a browser or the command line does. */
async function openEvents(url: string, id: string) {
  const headers = { authorization: `Bearer ${TEST_TOKEN}`, accept: 'text/event-stream' };
  const response = await fetch(`${url}/v1/runs/${id}/events`, { headers });
  const runs: RunView[] = [];
  const names: string[] = [];
  const ended = readEvents(response, runs, names);
  ended.catch(() => undefined);
  return { type: response.headers.get('content-type'), runs, names, ended };
}

async function readEvents(response: Response, runs: RunView[], names: string[]): Promise<void> {
  let text = '';
  for await (const part of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
    const events = (text + part).split('\n\n');
    text = events.pop() ?? '';
    for (const event of events) {
      const {
        name = 'message',
        id,
        data,
      } = /^(?:event: (?<name>.*)\n)?id: (?<id>.*)\ndata: (?<data>.*)$/.exec(event)?.groups ?? {};
      names.push(`${id} ${name}`);
      runs.push(RunView.parse(JSON.parse(data ?? '')));
    }
  }
}
