import type { BatchKind, PauseReason, StagePhase, StageType } from '@z2q/contracts';
import type { Logger } from '@z2q/process';
import type { Batch, InRun, Migration, NewBatch, Run, RunStore, Writer } from '@z2q/store';
import type { Contact } from './contact.ts';

/** What a handler may use. It does not know the queue: it parses, acts and says what follows. */
export type BatchContext = {
  readonly batch: Batch;
  readonly run: Run;
  readonly migration: Migration;
  /** As the run of the batch has it: neither the run nor its migration is named again. */
  readonly store: RunStore;
  /** Aborted when the batch must be given up at once. */
  readonly signal: AbortSignal;
  /** Throws when the worker stops or the run is paused: called between two records, so that none is half done. */
  readonly throwIfStopped: () => void;
  /** Throws when the batch may be another worker's before long: called when a create is about to be sent. */
  readonly assertHeld: () => void;
  /** Called in the transaction of an intent: throws when another worker holds the batch by now. */
  readonly confirmLease: (tx: Writer) => Promise<void>;
  /** Waits some milliseconds, none for less than 0; throws as soon as the batch must be given up. */
  readonly wait: (ms: number) => Promise<void>;
  /** Names this hold on the batch, as no other ever is: an intent belongs to the one that it was begun under. */
  readonly claim: string;
  /** How long after it was sent a write may still land on the target, or show in its listings, in milliseconds. */
  readonly settleMs: number;
  readonly log: Logger;
  readonly now: () => Date;
};

export type BatchOutcome = {
  /** Batches for this stage or the next ones. */
  readonly handOn?: readonly NewBatch[];
  /** Written in the transaction that moves the checkpoint. */
  readonly commit?: (tx: InRun<Writer>) => Promise<void>;
};

/** May run twice at any time; the second time changes nothing. */
export type BatchHandler = (context: BatchContext) => Promise<BatchOutcome>;

export type HandlerKey = `${StagePhase}/${StageType}/${BatchKind}`;
export type BatchHandlers = Readonly<Partial<Record<HandlerKey, BatchHandler>>> & {
  readonly contact?: Contact;
};

/** The batch goes back to where it was taken from, for somebody to take up after `delayMs`; it costs no attempt. */
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

/** What went wrong at the call of one record: once it is sure that the record is at fault, it is set apart at once. */
export class RecordTroubleError extends Error {
  override readonly name = 'RecordTroubleError';
  readonly sourceId: string;

  constructor(sourceId: string, cause: unknown) {
    super(`${sourceId}: ${cause instanceof Error ? cause.message : cause}`, { cause });
    this.sourceId = sourceId;
  }
}

/** The run cannot go on for a reason that the batch has understood; it tries again by itself after `tryAgainMs`, or waits for a person: null. */
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
