import { type QueueName, queueOf, type RunView, WORKER_ALIVE_MS } from '@z2q/contracts';
import { findNote, inRun, listWorkers, listWorkLeft, type Reader, type Run, type WorkLeft } from '@z2q/store';

type Stalled = NonNullable<RunView['stalled']>;

/** After this long without a finished batch a run says why. */
const STALLED_AFTER_MS = 60_000;

const SERVICES: Readonly<Record<QueueName, string>> = {
  extract: 'extractor',
  transform: 'transformer',
  load: 'loader',
  validate: 'validator',
};

/** Why an unfinished run makes no progress; null while it does. */
export async function explainStall(db: Reader, run: Run, now: Date): Promise<Stalled | null> {
  const nowMs = now.getTime();
  const isLong = nowMs - run.movedAt >= STALLED_AFTER_MS;
  const why = await (isLong ? explain : explainTry)(db, run, nowMs);
  return why === null ? null : { since: new Date(run.movedAt).toISOString(), why };
}

/**
 * A run that waits for an API goes on every few seconds to try again, and is running until it is paused anew. What it
 * does then is told at once, unless nothing came back before the pause.
 */
async function explainTry(db: Reader, run: Run, nowMs: number): Promise<string | null> {
  // The end of a pause sets both, and a batch that is finished the latter.
  if (run.state !== 'running' || run.reasonSince === null || run.reasonSince !== run.movedAt) return null;
  for (const stage of await listWorkLeft(inRun(db, run), nowMs)) {
    const note = await findNote(inRun(db, run), stage);
    if (note !== null)
      return `The run was paused and tries again. ${cameBack(note)} If that lasts, it is paused anew.`;
  }
  return null;
}

async function explain(db: Reader, run: Run, nowMs: number): Promise<string | null> {
  if (run.state === 'cancelling')
    return 'Requests that were sent may still take effect on the target; the run ends as soon as none of them can.';
  if (run.state !== 'queued' && run.state !== 'running') return null;
  const left = await listWorkLeft(inRun(db, run), nowMs);
  return (
    (await explainUnstaffed(db, left, nowMs)) ??
    (await explainInHand(db, run, left)) ??
    (await explainDue(db, run, left)) ??
    (await explainWaiting(db, run, left)) ??
    'The run is not finished, but has no batch left to work on: this is an error in z2q. Report it, with the log of the control API.'
  );
}

/** Work is due, but no worker of its service is alive. */
async function explainUnstaffed(
  db: Reader,
  left: readonly WorkLeft[],
  nowMs: number,
): Promise<string | null> {
  const alive = new Set((await listWorkers(db, nowMs - WORKER_ALIVE_MS)).map(({ service }) => service));
  const wanted = left.filter(({ due }) => due > 0).map((stage) => SERVICES[queueOf(stage)]);
  const missing = wanted.find((service) => !alive.has(service));
  return missing === undefined
    ? null
    : `No ${missing} is running: start one (z2q up; in containers docker-compose up -d).`;
}

async function explainInHand(db: Reader, run: Run, left: readonly WorkLeft[]): Promise<string | null> {
  const held = left.filter(({ inHand }) => inHand > 0);
  const [first] = held;
  if (first === undefined) return null;
  const stages = held.map(({ phase, type, inHand }) => `${inHand} of ${phase}/${type}`).join(', ');
  const note = await findNote(inRun(db, run), first);
  const rest =
    note === null
      ? 'Nothing is to be done, unless an API is slow.'
      : `${cameBack(note)} If that lasts, the run pauses or tells what failed.`;
  return `Batches are being worked on and take long: ${stages}. ${rest}`;
}

const cameBack = (note: string): string => `A batch came back because: ${note.replace(/\.$/, '')}.`;

async function explainDue(db: Reader, run: Run, left: readonly WorkLeft[]): Promise<string | null> {
  const due = left.find((stage) => stage.due > 0);
  if (!due) return null;
  const service = SERVICES[queueOf(due)];
  const note = await findNote(inRun(db, run), due);
  const last = note === null ? '' : ` ${cameBack(note)}`;
  return `Batches of ${due.phase}/${due.type} are due, and no ${service} takes one up: it may be busy with other runs, or not reach Redis. Look at its log.${last}`;
}

async function explainWaiting(db: Reader, run: Run, left: readonly WorkLeft[]): Promise<string | null> {
  const [next] = left
    .filter((stage) => stage.dueAt !== null)
    .toSorted((one, other) => (one.dueAt ?? 0) - (other.dueAt ?? 0));
  if (!next) return null;
  const note = await findNote(inRun(db, run), next);
  const until = new Date(next.dueAt ?? 0).toISOString();
  const reason = note === null ? '' : `: ${note}`;
  return `Every batch that is left waits, the next one of ${next.phase}/${next.type} until ${until}${reason}. It goes on by itself.`;
}
