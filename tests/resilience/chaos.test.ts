import { expect, test } from 'vitest';
import { countStrikes, runChaos } from '../chaos/run-chaos.ts';
import { isBad, tellComplaints } from '../chaos/to-report.ts';

// Shows that the chaos bench works. `.ci/run` strikes more, and `npm run chaos` as long as one likes.
test('what strikes by a seed leaves nothing lost, doubled or stuck', { timeout: 300_000 }, async () => {
  const kills = 10;

  const rounds = await runChaos({
    seed: 4101,
    kills,
    loaders: 2,
    round: null,
    isSerial: false,
    isOnProcesses: false,
    colleague: 'every second',
  });

  expect(rounds.filter(isBad).map(tellComplaints)).toEqual([]);
  expect(countStrikes(rounds)).toBe(kills);
});
