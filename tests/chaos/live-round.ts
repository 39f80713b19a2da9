import type { RunView } from '@z2q/contracts';
import { databaseFile } from '@z2q/store';
import { openPipeline } from '../kit/open-pipeline.ts';
import { everyKind } from '../scenario/every-kind.ts';
import { listFailures } from '../scenario/list-failures.ts';
import type { TargetProject } from '../scenario/open-stand-ins.ts';
import { startRollback } from '../scenario/roll-back.ts';
import { seedForeignObjects } from '../scenario/seed-foreign-objects.ts';
import type { Comparable } from '../scenario/to-comparable.ts';
import { checkTarget, readMap, toContents } from './check-target.ts';
import { doDeeds } from './colleague.ts';
import { pick } from './draw.ts';
import { BOMB_BYTES } from './hostile-answers.ts';
import { type Arena, type ArenaOptions, openArena } from './open-arena.ts';
import { openProcessArena } from './open-process-arena.ts';
import { createStriker, type Striker } from './striker.ts';

export type Colleague = 'always' | 'every second' | 'never';

export type RoundOptions = Pick<ArenaOptions, 'loaders' | 'isSerial'> & {
  readonly seed: number;
  readonly round: number;
  /** Most strikes in this migration. */
  readonly limit: number;
  /** Services are processes, killed and frozen by signals, instead of workers in this process. */
  readonly isOnProcesses: boolean;
  /**
   * Whether a colleague changes the migrated project before it is rolled back. All of that has to survive.
   */
  readonly colleague: Colleague;
};

export type Round = Pick<Striker, 'strikes' | 'visits'> & {
  readonly runs: readonly string[];
  readonly acts: readonly string[];
  readonly doubles: readonly string[];
  readonly lost: readonly string[];
  /** Everything that was found wrong, including doubles and losses. */
  readonly complaints: readonly string[];
  readonly longestIdleMs: number;
  readonly longestTurnMs: number;
  readonly mostMemory: number;
  readonly mostAttempts: number;
};

export type Undisturbed = { readonly contents: Comparable; readonly began: Date };

/**
 * After this many runs nothing strikes any more, and the migration has to complete within `CALM_RUNS` further
 * runs.
 */
const STORMY_RUNS = 5;
const CALM_RUNS = 3;
/** Most attempts of one batch: its own, and those that strikes cost it. */
const ATTEMPTS = 10;
/** Longest turn of the event loop, although all services and both stand-ins share this process. */
const LONGEST_TURN_MS = 200;
/** Most memory that may be used: a third of what a bomb takes after decompression. */
const MOST_MEMORY = BOMB_BYTES / 3;

/** A migration during which nothing strikes, to compare others with. */
export async function liveUndisturbed(): Promise<Undisturbed> {
  const began = new Date();
  await using kit = await openPipeline({ data: everyKind() });
  await seedForeignObjects(kit.qtest, 1);
  const run = await kit.api.run(await kit.migrateTo(1));
  if (run.state !== 'completed') throw new Error(`An undisturbed run is ${run.state}`);
  return { contents: toContents(kit.targetProject(1), began), began };
}

/**
 * One migration and its rollback, with strikes. The target is checked after a run that completed, and after
 * the rollback.
 */
export async function liveRound(options: RoundOptions, undisturbed: Undisturbed): Promise<Round> {
  const { loaders, isSerial, isOnProcesses } = options;
  const name = `${options.seed}/${options.round}`;
  const striker = createStriker(name, options.limit);
  await using arena = await (isOnProcesses ? openProcessArena : openArena)({
    name,
    striker,
    loaders,
    isSerial,
  });
  const { operator, progress, strain } = arena;
  const found: Found = { doubles: [], lost: [], complaints: [] };
  const story: Story = {
    ...arena,
    name,
    undisturbed,
    hasColleague: isWatched(options),
    told: [],
    found,
  };
  await live(story).catch((error: unknown) => found.complaints.push(String(error)));
  const mostAttempts = progress.mostAttempts();
  const [longestTurnMs, mostMemory] = [strain.longestTurnMs(), strain.mostMemory()];
  if (mostAttempts > ATTEMPTS) found.complaints.push(`a batch was taken up ${mostAttempts} times`);
  if (longestTurnMs > LONGEST_TURN_MS)
    found.complaints.push(`the event loop was held for ${Math.round(longestTurnMs)} ms`);
  if (mostMemory > MOST_MEMORY)
    found.complaints.push(`${Math.round(mostMemory / 2 ** 20)} MiB were had at once`);
  return {
    strikes: striker.strikes,
    visits: striker.visits,
    runs: story.told,
    acts: operator.acts,
    ...found,
    complaints: [...found.complaints, ...arena.listTrespasses()],
    longestIdleMs: progress.longestMs(),
    mostAttempts,
    longestTurnMs,
    mostMemory,
  };
}

/** Whether this migration has a colleague. */
const isWatched = ({ colleague, round }: RoundOptions): boolean =>
  colleague === 'always' || (colleague === 'every second' && round % 2 === 0);

type Story = Pick<Arena, 'kit' | 'world' | 'operator' | 'runs' | 'strain' | 'settle'> & {
  readonly name: string;
  readonly hasColleague: boolean;
  readonly undisturbed: Undisturbed;
  /** Kind and final state of each run. */
  readonly told: string[];
  readonly found: Found;
};

/** What was found wrong so far. */
type Found = { readonly [List in 'doubles' | 'lost' | 'complaints']: string[] };

async function live(story: Story): Promise<void> {
  const { kit, operator, found } = story;
  const before = kit.targetProject(1);
  const migrationId = await kit.migrateTo(1);
  operator.lookAfter(migrationId);
  await migrate(story, migrationId, before);
  const deeds = story.hasColleague ? await doDeeds(kit, before, story.name) : undefined;
  await undo(story, migrationId, deeds === undefined);
  await story.settle();
  const after = kit.targetProject(1);
  if (deeds) found.complaints.push(...deeds.listLost(after));
  else if (JSON.stringify(after) !== JSON.stringify(before))
    found.complaints.push('after the rollback the target is not as it was');
}

/** Runs until a run completes, then checks the target. */
async function migrate(story: Story, migrationId: string, before: TargetProject): Promise<void> {
  const { world, found } = story;
  for (let nth = 1, last: RunView | undefined; ; nth += 1) {
    if (nth > STORMY_RUNS) world.striker.calm();
    last = await next(story, migrationId, last, nth);
    const isDone = last.state === 'completed' && last.kind === 'migrate';
    const isHopeless = nth === STORMY_RUNS + CALM_RUNS;
    if (!isDone && !isHopeless) continue;
    if (!isDone) found.complaints.push(await tellHopeless(story, last));
    await story.settle();
    check(story, before);
    return;
  }
}

async function tellHopeless({ kit }: Story, last: RunView): Promise<string> {
  const failures = await listFailures(kit, last);
  const [first] = failures;
  return `no run completes: ${last.state}, ${failures.length} failures, ${first?.code} ${first?.message}`;
}

function check({ kit, undisturbed, found }: Story, before: TargetProject): void {
  const { doubles, lost, other } = checkTarget({
    project: kit.targetProject(1),
    before,
    ...readMap(databaseFile(kit.dataDir)),
    undisturbed: undisturbed.contents,
    began: undisturbed.began,
  });
  found.doubles.push(...doubles);
  found.lost.push(...lost);
  found.complaints.push(...doubles, ...other, ...lost);
}

/**
 * Rolls back until the rollback completes. The work of a colleague keeps objects in place, so failures are
 * accepted then.
 */
async function undo(story: Story, migrationId: string, isWhole: boolean): Promise<void> {
  for (let nth = 1; nth <= CALM_RUNS; nth += 1) {
    if (nth > 1) story.world.striker.calm();
    const run = await finish(story, await startRollback(story.kit, migrationId));
    if (run.state === 'completed' || (!isWhole && nth > 1 && run.state === 'completed_with_failures')) return;
  }
  story.found.complaints.push('no rollback completes');
}

async function finish({ kit, runs, told, operator, strain }: Story, runId: string): Promise<RunView> {
  runs.push(runId);
  operator.watch(runId);
  const run = await strain.during(() => kit.api.waitForRun(runId));
  told.push(`${run.kind} ${run.state}${run.state === 'failed' ? ` (${run.recommendedAction})` : ''}`);
  return run;
}

/**
 * The next step of an operator who wants the migration to complete: another run, a retry, or a rollback
 * first.
 */
async function next(
  story: Story,
  migrationId: string,
  last: RunView | undefined,
  nth: number,
): Promise<RunView> {
  const { kit, name } = story;
  const way = last === undefined ? 'run' : pick(['run', 'run', 'retry', 'rollback'], name, 'way', nth);
  if (way === 'rollback' && nth < STORMY_RUNS) return finish(story, await startRollback(kit, migrationId));
  if (way === 'retry' && last?.state === 'completed_with_failures' && last.kind === 'migrate') {
    await kit.api.post(`/v1/runs/${last.id}/retry`);
    return finish(story, last.id);
  }
  return finish(story, await kit.api.startRun(migrationId));
}
