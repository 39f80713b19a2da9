import type { BatchKind, PauseReason, StagePhase, StageType } from '@z2q/contracts';
import type { Logger } from '@z2q/process';
import type { Batch, InRun, Migration, NewBatch, Run, RunStore, Writer } from '@z2q/store';
import type { Contact } from './contact.ts';

/** What a handler may use. A handler does not know the queue: it parses, acts and returns what follows. */
export type BatchContext = {
  readonly batch: Batch;
  readonly run: Run;
  readonly migration: Migration;
  /** The store bound to the run of the batch. */
  readonly store: RunStore;
  /** Aborted when the work on the batch must end at once. */
  readonly signal: AbortSignal;
  /** Throws when the worker stops or the run is paused. Called between two records, so that no record is left half done. */
  readonly throwIfStopped: () => void;
  /** Throws when another worker may soon hold the batch. Called just before a create is sent. */
  readonly assertHeld: () => void;
  /** Throws when another worker holds the batch by now. Called in the transaction that commits an intent. */
  readonly confirmLease: (tx: Writer) => Promise<void>;
  /** Waits some milliseconds, not at all for 0 or less. Throws as soon as the work on the batch must end. */
  readonly wait: (ms: number) => Promise<void>;
  /** Unique name of this hold on the batch. An intent belongs to the claim that it was begun under. */
  readonly claim: string;
  /** How many milliseconds after it was sent a write may still land on the target or appear in its listings. */
  readonly settleMs: number;
  readonly log: Logger;
  readonly now: () => Date;
};

export type BatchOutcome = {
  /** Batches for this stage or the next ones. */
  readonly handOn?: readonly NewBatch[];
  /** Runs in the transaction that marks the batch done. */
  readonly commit?: (tx: InRun<Writer>) => Promise<void>;
};

/** Works on one batch. May run twice at any time; the second run changes nothing. */
export type BatchHandler = (context: BatchContext) => Promise<BatchOutcome>;

export type HandlerKey = `${StagePhase}/${StageType}/${BatchKind}`;
export type BatchHandlers = Readonly<Partial<Record<HandlerKey, BatchHandler>>> & {
  readonly contact?: Contact;
};

/** Hands the batch back, to be taken up again after `delayMs`. This costs no attempt. */
export class HandedBackError extends Error {
  override readonly name = 'HandedBackError';
  readonly reason: string;
  readonly delayMs: number;

  constructor(reason: string, delayMs = 0) {
    super(`The batch is handed back: ${reason}`);
    this.reason = reason;
    this.delayMs = delayMs;
  }
}

/** An error of a request for one record. If the record turns out to be at fault, it gets a batch of its own at once. */
export class RecordTroubleError extends Error {
  override readonly name = 'RecordTroubleError';
  readonly sourceId: string;

  constructor(sourceId: string, cause: unknown) {
    super(`${sourceId}: ${cause instanceof Error ? cause.message : cause}`, { cause });
    this.sourceId = sourceId;
  }
}

/**
 * The run cannot go on, for a reason that the handler knows. The run resumes by itself after `tryAgainMs`; null: only a
 * person resumes it.
 */
export class PauseRunError extends Error {
  override readonly name = 'PauseRunError';
  readonly pause: {
    readonly reason: PauseReason;
    readonly action: string;
    readonly tryAgainMs: number | null;
  };

  constructor(pause: PauseRunError['pause']) {
    super(`The run is paused (${pause.reason}): ${pause.action}`);
    this.pause = pause;
  }
}
