import { readToken, toHeaders } from './token.ts';
import type { Run } from './views.ts';

/** Calls back with each state of a run until it is over. An `EventSource` could not send the token. */
export async function followRun(id: string, onRun: (run: Run) => void, signal: AbortSignal): Promise<void> {
  const headers = { ...toHeaders(readToken()), accept: 'text/event-stream' };
  const answer = await fetch(`/v1/runs/${encodeURIComponent(id)}/events`, { headers, signal });
  if (!answer.ok || !answer.body) throw new Error(`The stream of run ${id} answered ${answer.status}`);
  const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    const events = (rest + value).split('\n\n');
    rest = events.pop() ?? '';
    for (const event of events) {
      const data = dataOf(event);
      if (data !== undefined) onRun(JSON.parse(data));
    }
  }
}

const dataOf = (event: string): string | undefined =>
  event
    .split('\n')
    .find((line) => line.startsWith('data: '))
    ?.slice('data: '.length);
