import type { WaveId } from '@z2q/contracts';
import { findWave, type Reader, type Wave } from '@z2q/store';
import { ProblemError } from '../http/problem-error.ts';

/** @throws {ProblemError} when there is no such wave. */
export async function loadWave(db: Reader, id: WaveId): Promise<Wave> {
  const wave = await findWave(db, id);
  if (!wave) throw new ProblemError('wave_not_found', `No wave has the id ${id}.`);
  return wave;
}
