import { setTimeout as delay } from 'node:timers/promises';
import { isFinal, RunView } from '@z2q/contracts';
import { EventSourceParserStream } from 'eventsource-parser/stream';
import { CliError } from '../cli-error.ts';
import { type Answer, parseAnswer } from './api-client.ts';
import { callControl, toUnreachable } from './call-control.ts';
import type { ControlAccess } from './read-control-access.ts';

export type RunNews =
  | ({ readonly kind: 'run' } & Answer<RunView>)
  /** The control API cannot be reached at the moment; the run may still go on. */
  | { readonly kind: 'away'; readonly message: string };

const FIRST_RETRY_MS = 500;
const LONGEST_RETRY_MS = 5_000;

/**
 * Yields the run now and after each change, until it is over or `signal` aborts. Reconnects by itself; throws only when
 * the first connection fails, or the API refuses the call.
 */
export async function* followRun(
  access: ControlAccess,
  runId: string,
  signal: AbortSignal,
): AsyncGenerator<RunNews> {
  let retryMs = FIRST_RETRY_MS;
  let hasHeard = false;
  while (!signal.aborted) {
    try {
      for await (const run of readEvents(access, runId, signal)) {
        [hasHeard, retryMs] = [true, FIRST_RETRY_MS];
        yield { kind: 'run', ...run };
        if (isFinal(run.value.state)) return;
      }
    } catch (error) {
      if (signal.aborted) return;
      yield toAway(error, hasHeard);
    }
    await delay(retryMs, undefined, { signal }).catch(() => undefined);
    retryMs = Math.min(retryMs * 2, LONGEST_RETRY_MS);
  }
}

/** Only errors that may pass are waited out, and only after an earlier answer. */
function toAway(error: unknown, hasHeard: boolean): RunNews {
  if (hasHeard && error instanceof CliError && error.mayPass) return { kind: 'away', message: error.message };
  throw error;
}

async function* readEvents(
  access: ControlAccess,
  runId: string,
  signal: AbortSignal,
): AsyncGenerator<Answer<RunView>> {
  const path = `/v1/runs/${encodeURIComponent(runId)}/events`;
  const answer = await callControl(access, { method: 'GET', path, accept: 'text/event-stream', signal });
  const events = answer.body?.pipeThrough(new TextDecoderStream()).pipeThrough(new EventSourceParserStream());
  if (events === undefined) return;
  try {
    for await (const { data } of events) yield { value: parseAnswer(RunView, data, path), json: data };
  } catch (error) {
    throw error instanceof CliError ? error : toUnreachable(access.url, error);
  }
}
