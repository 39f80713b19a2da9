import { liveRound, liveUndisturbed, type Round, type RoundOptions } from './live-round.ts';

export type ChaosOptions = Omit<RoundOptions, 'round' | 'limit'> & {
  /** Total number of strikes, spread over as many migrations as needed. */
  readonly kills: number;
  /** The one migration to replay; null: all of them. */
  readonly round: number | null;
};

export type NumberedRound = Round & { readonly options: RoundOptions };

/** With this many strikes, most of a migration happens between two of them. */
const STRIKES_A_ROUND = 24;
/** After this many migrations in a row without a strike no more are to be expected. */
const DULL_ROUNDS = 5;

/** Migrates and rolls back repeatedly until the number of strikes is reached. */
export async function runChaos(
  { kills, round, ...options }: ChaosOptions,
  tell: (round: NumberedRound) => void = () => undefined,
): Promise<readonly NumberedRound[]> {
  const undisturbed = await liveUndisturbed();
  const rounds: NumberedRound[] = [];
  const live = async (nth: number, limit: number): Promise<void> => {
    const roundOptions = { ...options, round: nth, limit };
    const lived = { ...(await liveRound(roundOptions, undisturbed)), options: roundOptions };
    rounds.push(lived);
    tell(lived);
  };
  if (round !== null) await live(round, kills);
  else
    for (let nth = 1; ; nth += 1) {
      const left = kills - countStrikes(rounds);
      const isDull = rounds.length >= DULL_ROUNDS && countStrikes(rounds.slice(-DULL_ROUNDS)) === 0;
      if (left <= 0 || isDull) break;
      await live(nth, Math.min(left, STRIKES_A_ROUND));
    }
  return rounds;
}

export const countStrikes = (rounds: readonly Round[]): number =>
  rounds.reduce((sum, { strikes }) => sum + strikes.length, 0);
