import type { Colleague } from './live-round.ts';
import { POINT_NAMES, POINTS, type StrikeKind } from './points.ts';
import { countStrikes, type NumberedRound } from './run-chaos.ts';

const KINDS = [...new Set(Object.values(POINTS).flatMap(({ kinds }) => kinds))] as readonly StrikeKind[];

/** Which strikes there were at each point, and what they led to. */
export function toReport(rounds: readonly NumberedRound[]): string {
  const strikes = rounds.flatMap((round) => round.strikes);
  const count = (point: string | null, kind: StrikeKind | null): number =>
    strikes.filter(
      (strike) => (point ?? strike.point) === strike.point && (kind ?? strike.kind) === strike.kind,
    ).length;
  const visits = (point: (typeof POINT_NAMES)[number]): number =>
    rounds.reduce((sum, round) => sum + (round.visits.get(point) ?? 0), 0);
  const rows = POINT_NAMES.map((point) => [
    point,
    String(visits(point)),
    ...KINDS.map((kind) =>
      POINTS[point].kinds.some((each) => each === kind) ? String(count(point, kind)) : '',
    ),
    String(count(point, null)),
  ]);
  const sums = ['all', '', ...KINDS.map((kind) => String(count(null, kind))), String(strikes.length)];
  const acts = Object.entries(countEach(rounds.flatMap((round) => round.acts)));
  const ends = Object.entries(countEach(rounds.flatMap((round) => round.runs)));
  const sumOf = (of: (round: NumberedRound) => number): number =>
    rounds.reduce((sum, round) => sum + of(round), 0);
  const most = (of: (round: NumberedRound) => number): number => Math.max(0, ...rounds.map(of));
  return [
    toTable([['point', 'visits', ...KINDS, 'all'], ...rows, sums]),
    '',
    `${rounds.length} migrations, ${countStrikes(rounds)} strikes, ${sumOf(({ doubles }) => doubles.length)} doubles, ${sumOf(({ lost }) => lost.length)} lost, ${rounds.filter(isBad).length} migrations with a complaint`,
    `runs: ${list(ends)}`,
    `the operator: ${list(acts)}`,
    `longest time without progress while work was due: ${most(({ longestIdleMs }) => longestIdleMs) / 1_000} s; most attempts of one batch: ${most(({ mostAttempts }) => mostAttempts)}`,
    ...(rounds.some(({ options }) => options.isOnProcesses) ? [] : [toStrain(most)]),
    ...rounds.filter(isBad).flatMap((round) => ['', tellComplaints(round)]),
  ].join('\n');
}

const toStrain = (most: (of: (round: NumberedRound) => number) => number): string =>
  `longest turn of the event loop, stand-ins and all: ${Math.round(most(({ longestTurnMs }) => longestTurnMs))} ms; most memory in use beyond that at the start of a run: ${Math.round(most(({ mostMemory }) => mostMemory) / 2 ** 20)} MiB`;

/** With this many strikes every point should have been struck. */
const STRIKES_FOR_ALL = 300;

/**
 * Points at which nothing struck although there were enough strikes. Empty for processes, in which points
 * around commits cannot be reached.
 */
export function listMissed(rounds: readonly NumberedRound[]): readonly string[] {
  const struck = new Set<string>(rounds.flatMap((round) => round.strikes.map(({ point }) => point)));
  const mayMiss =
    countStrikes(rounds) < STRIKES_FOR_ALL || rounds.some(({ options }) => options.isOnProcesses);
  return mayMiss ? [] : POINT_NAMES.filter((point) => !struck.has(point));
}

export const isBad = ({ complaints }: NumberedRound): boolean => complaints.length > 0;

const COMPLAINTS_TOLD = 12;
const COLLEAGUE_FLAGS: Readonly<Record<Colleague, string>> = {
  always: ' --colleague',
  never: ' --no-colleague',
  'every second': '',
};

/** What went wrong in one migration, its strikes, and the command that replays it. */
export function tellComplaints({ options, complaints, strikes, runs, acts }: NumberedRound): string {
  const { seed, round, limit, loaders, isSerial, isOnProcesses, colleague } = options;
  const flags = `${isSerial ? ' --serial' : ''}${isOnProcesses ? ' --processes' : ''}${COLLEAGUE_FLAGS[colleague]}`;
  const command = `npm run chaos -- --seed ${seed} --round ${round} --kills ${limit} --loaders ${loaders}${flags}`;
  return [
    `Migration ${round} of seed ${seed}: ${complaints.length} complaints`,
    ...complaints.slice(0, COMPLAINTS_TOLD).map((complaint) => `  ${complaint.slice(0, 400)}`),
    `  runs: ${runs.join(', ')}; the operator: ${acts.join(', ')}`,
    ...strikes.map(({ point, kind, subject }) => `  ${kind} at "${point}" of ${subject}`),
    `  again: ${command}`,
  ].join('\n');
}

const countEach = (texts: readonly string[]): Readonly<Record<string, number>> =>
  Object.fromEntries([...Map.groupBy(texts, (text) => text)].map(([text, all]) => [text, all.length]));

const list = (counts: readonly (readonly [string, number])[]): string =>
  counts.map(([text, count]) => `${count} ${text}`).join(', ') || 'nothing';

function toTable(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows
    .map((row) =>
      row
        .map((cell, column) =>
          column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0),
        )
        .join('  '),
    )
    .join('\n');
}
