import type { AttachmentChoice } from '@z2q/contracts';
import type { DataSource } from '../stand-ins/stand-in-request.ts';

/** One line of the table: a program under one set of conditions. */
export type Cell = {
  readonly program: 'z2q' | 'yardstick';
  readonly latencyMs: number;
  /** Requests a second that each API allows and that ours are set to; 0: no limit. */
  readonly rps: number;
  readonly attachments: AttachmentChoice;
  /** Loader processes; the yardstick has none. */
  readonly loaders: number;
};

/** What is the same for every cell. */
export type Conditions = {
  readonly data: DataSource;
  readonly projects: readonly string[] | null;
  readonly validate: boolean;
  /** Only loading is measured, of what was extracted and transformed before. */
  readonly loadAlone: boolean;
  /** A migration that takes longer is given up. */
  readonly limitMs: number;
};
