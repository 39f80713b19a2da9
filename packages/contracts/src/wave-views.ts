import { z } from 'zod';
import { MigrationId, RunId, WaveId } from './ids.ts';
import { MappingFile } from './mapping-file.ts';
import { ProjectId, ProjectKey } from './migration-views.ts';
import { MigrationOptions } from './options.ts';
import { Phases } from './phase.ts';
import { PauseReason, RunState } from './run-state.ts';
import { StoppingView } from './stopping.ts';
import { WaveItemState } from './wave-state.ts';

const Instant = z.iso.datetime();
const Count = z.number().int().nonnegative();

/** The projects that the tokens of both sites can see. */
export const ProjectsView = z
  .object({
    source: z
      .array(
        z.object({
          key: z.string().describe('Key of the Jira project'),
          name: z.string().describe('The key where no name is known: Zephyr tells none'),
          enabled: z.boolean().describe('Whether Zephyr is switched on in it'),
          projectId: z
            .number()
            .int()
            .nullable()
            .describe('The one target project of its name, if there is one'),
          testCases: Count.optional().describe('Left out where counting would take long'),
        }),
      )
      .describe('Projects that the token of Zephyr sees'),
    target: z
      .array(
        z.object({
          id: z.number().int().describe('Number of the project'),
          name: z.string().describe('As qTest shows it'),
        }),
      )
      .describe('Projects that the token of qTest sees'),
    hosts: z
      .object({
        source: z.string().describe('Host and port of `ZEPHYR_BASE_URL`'),
        target: z.string().describe('Host and port of `QTEST_BASE_URL`'),
      })
      .optional()
      .describe('Where they are'),
  })
  .meta({
    description: 'The projects that the tokens of both sites see',
    examples: [
      {
        source: [{ key: 'WEB', name: 'Web shop', enabled: true, projectId: 7, testCases: 5068 }],
        target: [{ id: 7, name: 'Web shop' }],
      },
    ],
  });
export type ProjectsView = z.infer<typeof ProjectsView>;

const WaveProject = z.strictObject({ projectKey: ProjectKey, projectId: ProjectId });
export type WaveProject = z.infer<typeof WaveProject>;

const MOST_PROJECTS = 1_000;

const isEachOnce = (projects: readonly WaveProject[]): boolean =>
  new Set(projects.map(({ projectKey, projectId }) => `${projectKey} ${projectId}`)).size === projects.length;

export const CreateWave = z
  .strictObject({
    name: z
      .string()
      .min(1)
      .max(200)
      .optional()
      .describe('Name to show; the number of its projects if left out'),
    projects: z
      .array(WaveProject)
      .min(1)
      .max(MOST_PROJECTS)
      .refine(isEachOnce, 'must name each pair of projects once')
      .optional()
      .describe(
        'Without it, every source project with Zephyr enabled goes into the target project of its name',
      ),
    mapping: MappingFile.optional().describe('For each of the migrations'),
    options: MigrationOptions.optional().describe('For each of the migrations'),
    phases: Phases.refine(([first]) => first === 'extract', 'must begin with extract')
      .optional()
      .describe('All four if left out; else the first few'),
    atOnce: z.number().int().min(1).max(100).optional().describe('Runs under way at a time; 1 by default'),
    unmatched: z
      .literal('skip')
      .optional()
      .describe('Leaves out source projects whose name is that of no target project, or of several'),
  })
  .refine(({ projects, unmatched }) => projects === undefined || unmatched === undefined, {
    path: ['unmatched'],
    message: 'is said only where no projects are named',
  })
  .meta({ examples: [{ name: 'First ten', projects: [{ projectKey: 'WEB', projectId: 7 }], atOnce: 2 }] });
export type CreateWave = z.infer<typeof CreateWave>;
export const AcceptedWave = z.object({ id: WaveId });
export type AcceptedWave = z.infer<typeof AcceptedWave>;

export const WaveItem = z
  .object({
    projectKey: z.string().describe('Key of the source project'),
    projectId: z.number().int().describe('Number of the target project'),
    migrationId: MigrationId,
    runId: RunId.nullable().describe('Null until its turn comes'),
    state: WaveItemState,
    pauseReason: PauseReason.nullable().describe('What its run waits for; null: it is not paused'),
    stopping: StoppingView.nullable()
      .optional()
      .describe('How its run that is `cancelling` will end, and why; null: it is in another state'),
    why: z.string().nullable().describe('Why it was not run'),
  })
  .meta({ description: 'A project of a wave' });
export type WaveItem = z.infer<typeof WaveItem>;

export const WaveView = z
  .object({
    id: WaveId,
    name: z.string().describe('Name to show'),
    state: RunState.describe('The state of the wave, which follows from the states of its projects'),
    phases: Phases,
    atOnce: Count.describe('Runs under way at a time'),
    skipped: z
      .array(z.string())
      .describe('Source projects left out for want of a target project of their name'),
    createdAt: Instant.describe('When the wave was made'),
    items: z.array(WaveItem).describe('Its projects, in the order of their turns'),
  })
  .meta({ description: 'Many projects, a few at a time' });
export type WaveView = z.infer<typeof WaveView>;

/** A wave in a list, with the number of its items in each state. */
export const WaveSummary = WaveView.omit({ items: true, skipped: true })
  .extend({
    projects: z.partialRecord(WaveItemState, Count).describe('How many projects are in which state'),
  })
  .meta({ description: 'A wave in a list' });
export type WaveSummary = z.infer<typeof WaveSummary>;
