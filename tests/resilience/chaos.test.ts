import { expect, test } from 'vitest';
import { countStrikes, runChaos } from '../chaos/run-chaos.ts';
import { isBad, tellComplaints } from '../chaos/to-report.ts';

// A slice: `npm run chaos` goes on for as long as one likes.
test.each([
  { seed: 11, loaders: 1 },
  { seed: 14, loaders: 4 },
])(
  'what strikes by seed $seed leaves nothing lost, doubled or stuck with $loaders loaders',
  async (options) => {
    const kills = 16;

    const rounds = await runChaos({ ...options, kills, round: null, isSerial: false, hasColleague: false });

    expect(rounds.filter(isBad).map(tellComplaints)).toEqual([]);
    expect(countStrikes(rounds)).toBe(kills);
  },
);
