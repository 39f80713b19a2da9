import { randomInt } from 'node:crypto';
import { readOptions, USAGE, WrongOptionError } from './read-options.ts';
import { type NumberedRound, runChaos } from './run-chaos.ts';
import { isBad, listMissed, tellComplaints, toReport } from './to-report.ts';

const args = process.argv.slice(2);
if (args.includes('--help')) console.log(USAGE);
else {
  try {
    const options = readOptions(args, randomInt(1, 1_000_000));
    console.error(`seed ${options.seed}`);
    const rounds = await runChaos(options, say);
    console.log(toReport(rounds));
    const missed = listMissed(rounds);
    if (missed.length > 0) console.log(`\nNothing has struck at ${missed.join('; ')}`);
    // Dead workers wait for ever, which would keep this process alive.
    process.exit(missed.length > 0 || rounds.some(isBad) ? 1 : 0);
  } catch (error) {
    if (!(error instanceof WrongOptionError)) throw error;
    console.error(error.message);
    process.exitCode = 2;
  }
}

function say(round: NumberedRound): void {
  console.error(
    isBad(round)
      ? tellComplaints(round)
      : `migration ${round.options.round}: ${round.strikes.length} strikes, ${round.runs.join(', ')}`,
  );
}
