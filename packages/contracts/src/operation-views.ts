import { z } from 'zod';
import { pageOf } from './record-views.ts';

/** Answers of the control API about the installation itself. */

const Instant = z.iso.datetime();

export const WorkerView = z
  .object({
    service: z.string().describe('Name of the service, such as loader'),
    id: z.string().describe('Id of the process, new at each start'),
    host: z.string().describe('Name of the machine or container'),
    since: Instant.describe('When it started'),
    jobsInHand: z.number().int().nonnegative().describe('Batches it is working on'),
  })
  .meta({ description: 'A process that is alive' });
export type WorkerView = z.infer<typeof WorkerView>;
/** A worker that has not reported for this long counts as gone. */
export const WORKER_ALIVE_MS = 10_000;

export const AuditItem = z
  .object({
    at: Instant.describe('When it was asked for'),
    who: z.string().describe('The role of the token that was shown, and the address it came from'),
    act: z.string().describe('The operation, as this document calls it'),
    on: z.string().describe('What it was done to'),
    detail: z.string().describe('What else was asked for, and what came of it'),
  })
  .meta({ description: 'An act of an operator' });
export type AuditItem = z.infer<typeof AuditItem>;
export const WorkersView = pageOf(WorkerView);
export type WorkersView = z.infer<typeof WorkersView>;
