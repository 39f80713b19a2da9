import { parseArgs } from 'node:util';
import type { ChaosOptions } from './run-chaos.ts';

export const USAGE = `npm run chaos -- [options]
  --kills N     strikes, over as many migrations as it takes (default 100)
  --seed S      a number from which all that strikes follows (default: a new one, which is told)
  --loaders L   loaders (default 2)
  --round R     only this migration of the seed
  --colleague   somebody works on what was migrated, and all they did has to outlive the rollback
  --serial      one batch and one request at a time, for a replay that is nearer to the first time`;

/** What was typed is no option. */
export class WrongOptionError extends Error {
  override readonly name = 'WrongOptionError';
}

const text = { type: 'string' } as const;
const flag = { type: 'boolean' } as const;

/** @throws {WrongOptionError} naming what is wrong, and all options there are. */
export function readOptions(args: readonly string[], newSeed: number): ChaosOptions {
  const { kills, seed, loaders, round, serial, colleague } = parse(args);
  return {
    kills: toCount('kills', kills, 100),
    seed: toCount('seed', seed, newSeed),
    loaders: toCount('loaders', loaders, 2),
    round: round === undefined ? null : toCount('round', round, 1),
    isSerial: serial ?? false,
    hasColleague: colleague ?? false,
  };
}

function parse(args: readonly string[]) {
  const options = { kills: text, seed: text, loaders: text, round: text, serial: flag, colleague: flag };
  try {
    return parseArgs({ args: [...args], options }).values;
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw new WrongOptionError(`${error.message}\n\n${USAGE}`, { cause: error });
  }
}

function toCount(name: string, given: string | undefined, otherwise: number): number {
  if (given === undefined) return otherwise;
  if (!/^[1-9]\d{0,9}$/.test(given))
    throw new WrongOptionError(`--${name} takes a whole number above 0, not ${given}\n\n${USAGE}`);
  return Number(given);
}
