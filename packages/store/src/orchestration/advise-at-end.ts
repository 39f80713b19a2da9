import type { RunId } from '@z2q/contracts';

/** What a person does about the records that a finished run is short of; null: nothing. Those left out are among them. */
export function adviseAtEnd(
  runId: RunId,
  { short, skipped }: { readonly short: number; readonly skipped: number },
): string | null {
  if (short === 0) return null;
  const leftOut = Math.min(short, skipped);
  const failed = short - leftOut;
  return [
    failed === 0
      ? ''
      : `${count(failed)} short of a phase: read the report or GET /v1/runs/${runId}/failures, remove the cause, then retry.`,
    leftOut === 0
      ? ''
      : `${countPast(leftOut)} left out, each with its reason in the report; nothing is to be done if that is acceptable.`,
  ]
    .filter((sentence) => sentence !== '')
    .join(' ');
}

const count = (records: number): string => (records === 1 ? '1 record is' : `${records} records are`);
const countPast = (records: number): string => (records === 1 ? '1 record was' : `${records} records were`);
