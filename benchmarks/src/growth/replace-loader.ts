import { setTimeout as delay } from 'node:timers/promises';
import type { RunView } from '@z2q/contracts';
import type { ServiceProcess, Stack } from '@z2q/test-kit';
import { countRequests } from '../measure/count-requests.ts';
import { OverLimitError } from '../measure/follow-run.ts';
import type { StandIns } from '../stand-ins/open-stand-ins.ts';

const LOOK_AGAIN_MS = 20;
/** Many times what it takes: by then the run is paused, or over. */
const GIVE_UP_MS = 120_000;

/** The process that took the place of a killed one, and how long it was until it did its work. */
export type Replacement = { readonly loader: ServiceProcess; readonly resumedMs: number };

/** Whether half of so many records are on the target. A run counts its records as it plans them, so it does not tell how many. */
export const isHalfLoaded = ({ counts }: RunView, records: number): boolean =>
  Object.values(counts).reduce((sum, { loaded }) => sum + loaded, 0) >= records / 2;

/**
 * Kills the only loader with SIGKILL, starts another one, and waits until the target is asked for an object again.
 * @throws {OverLimitError} when it is not.
 */
export async function replaceLoader(
  stack: Stack,
  standIns: StandIns,
  env: Readonly<Record<string, string>>,
): Promise<Replacement> {
  await stack.newest('loader').end('SIGKILL');
  const killedAt = performance.now();
  const made = await countCreates(standIns);
  const loader = stack.start('loader', env);
  while ((await countCreates(standIns)) === made) {
    if (!loader.isAlive()) throw new Error(`The new loader has ended (logs in ${stack.logDir})`);
    if (performance.now() - killedAt > GIVE_UP_MS)
      throw new OverLimitError('The new loader has made nothing in two minutes');
    await delay(LOOK_AGAIN_MS);
  }
  return { loader, resumedMs: performance.now() - killedAt };
}

async function countCreates(standIns: StandIns): Promise<number> {
  const { target } = await countRequests(standIns);
  return Object.entries(target).reduce((sum, [route, count]) => sum + (isCreate(route) ? count : 0), 0);
}

/** A search is a POST as well. */
const isCreate = (route: string): boolean => route.startsWith('POST ') && !route.includes('/search');
