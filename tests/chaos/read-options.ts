import { parseArgs } from 'node:util';
import type { ChaosOptions } from './run-chaos.ts';

export const USAGE = `npm run chaos -- [options]
  --kills N     strikes, over as many migrations as it takes (default 100)
  --seed S      a number from which all that strikes follows (default: a new one, which is told)
  --loaders L   loaders (default 2)
  --round R     only this migration of the seed
  --colleague, --no-colleague
                somebody works on what was migrated, and all they did has to outlive the rollback: in each
                migration or in none (default: in every second one)
  --processes   the services as processes, killed and stopped by signals, and their Redis too; takes minutes a migration
  --serial      one batch and one request at a time, for a replay that is nearer to the first time`;

/** The arguments are no valid options. */
export class WrongOptionError extends Error {
  override readonly name = 'WrongOptionError';
}

const text = { type: 'string' } as const;
const flag = { type: 'boolean' } as const;

/** @throws {WrongOptionError} that says what is wrong and lists all options. */
export function readOptions(args: readonly string[], newSeed: number): ChaosOptions {
  const { kills, seed, loaders, round, serial, colleague, processes } = parse(args);
  return {
    kills: toCount('kills', kills, 100),
    seed: toCount('seed', seed, newSeed),
    loaders: toCount('loaders', loaders, 2),
    round: round === undefined ? null : toCount('round', round, 1),
    isSerial: serial ?? false,
    isOnProcesses: processes ?? false,
    colleague: colleague === undefined ? 'every second' : colleague ? 'always' : 'never',
  };
}

function parse(args: readonly string[]) {
  const options = {
    kills: text,
    seed: text,
    loaders: text,
    round: text,
    serial: flag,
    colleague: flag,
    processes: flag,
  };
  try {
    return parseArgs({ args: [...args], options, allowNegative: true }).values;
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
