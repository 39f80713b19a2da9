import { z } from 'zod';
import { Forecast } from './forecast.ts';
import { MigrationId } from './ids.ts';
import { MappingFile } from './mapping-file.ts';
import { ChangedOptions, MigrationOptions } from './options.ts';
import { ProjectAddress } from './project-address.ts';
import { RunView } from './run-views.ts';

/**
 * Requests and answers about migrations. These schemas make the OpenAPI document, and the command line parses answers
 * with them.
 */

const Instant = z.iso.datetime();

export const ProjectKey = z
  .string()
  .regex(/^[A-Z][A-Z0-9_]+$/, 'must be a Jira project key such as WEB')
  .describe('Key of the Jira project that the test cases are in');
export const ProjectId = z
  .number()
  .int()
  .positive()
  .describe("Number of the qTest project: it is in the project's address");

/** Used in requests and answers. */
const Name = z.string().min(1).max(200).describe('Name to show; the names of the two projects if left out');
const SourceView = z
  .object({ projectKey: z.string().describe('Key of the Jira project') })
  .describe('The source project');
const TargetView = z
  .object({ projectId: z.number().int().describe('Number of the qTest project') })
  .describe('The target project');

const Host = z.string().optional().describe('Host and port that the variables name');

export const MigrationView = z
  .object({
    id: MigrationId,
    name: z.string().describe('Name to show'),
    source: SourceView.extend({ host: Host }).describe('The source project'),
    target: TargetView.extend({
      host: Host,
      projectName: z.string().nullable().optional().describe('As qTest shows it; null: not seen yet'),
    }).describe('The target project'),
    mapping: MappingFile,
    mappingHash: z
      .string()
      .describe('Hash of what the mapping says. Each run tells the hash of the mapping that it used'),
    options: MigrationOptions,
    createdAt: Instant.describe('When the migration was made'),
    runs: z.array(RunView).describe('Its runs, oldest first'),
  })
  .meta({ description: 'One source project going into one target project' });
export type MigrationView = z.infer<typeof MigrationView>;

export const CreateMigration = z
  .strictObject({
    name: Name.optional(),
    source: z.strictObject({ projectKey: ProjectKey }).describe('The source project'),
    target: z.strictObject({ projectId: ProjectId }).describe('The target project'),
    mapping: MappingFile.optional(),
    options: MigrationOptions.optional(),
    allowTwin: z
      .boolean()
      .optional()
      .describe(
        'Allows this migration beside another one of the same two projects, although everything will then be there twice',
      ),
  })
  .meta({
    examples: [
      {
        name: 'Web shop',
        source: { projectKey: 'WEB' },
        target: { projectId: 7 },
        mapping: { priority: { Highest: 'Urgent' } },
        options: { gate: 'before-load' },
      },
    ],
  });
export type CreateMigration = z.infer<typeof CreateMigration>;

export const ChangeMigration = z
  .strictObject({
    name: Name.optional(),
    mapping: MappingFile.optional().describe('Replaces the one that it has'),
    options: ChangedOptions.optional().describe('The options to change; the others stay as they are'),
  })
  .refine((change) => Object.values(change).some((value) => value !== undefined), 'says nothing to change')
  .meta({ examples: [{ mapping: { executionStatus: { Blocked: 'Blocked', '*': 'Incomplete' } } }] });
export type ChangeMigration = z.infer<typeof ChangeMigration>;

export const MoveSites = z
  .strictObject({
    source: z.url().optional().describe('The new `ZEPHYR_BASE_URL`'),
    target: z.url().optional().describe('The new `QTEST_BASE_URL`'),
  })
  .meta({ examples: [{ target: 'https://shop.qtestnet.com' }] });
export type MoveSites = z.infer<typeof MoveSites>;
export const SitesView = z.object({
  source: ProjectAddress.nullable().describe('Where the source project is; null: no run has reached it yet'),
  target: ProjectAddress.nullable().describe('Where the target project is; null: no run has reached it yet'),
});
export type SitesView = z.infer<typeof SitesView>;

export const PreflightCheck = z.object({
  name: z.string().describe('Stable name of the check'),
  status: z.enum(['ok', 'warning', 'failed']).describe('A run can begin with warnings, not with failures'),
  detail: z.string().describe('What was found'),
  fix: z.string().optional().describe('What to do about it'),
});
export type PreflightCheck = z.infer<typeof PreflightCheck>;
export const PreflightView = z
  .object({
    ok: z.boolean().describe('No check failed'),
    checks: z.array(PreflightCheck).describe('In the order in which they were made'),
    forecast: Forecast.nullable().optional().describe('null: records could not be counted'),
  })
  .meta({
    description: 'What would stop a run, and what it will take',
    examples: [
      {
        ok: false,
        checks: [
          { name: 'source_reachable', status: 'ok', detail: 'api.zephyrscale.smartbear.com answers.' },
          {
            name: 'target_project',
            status: 'failed',
            detail: 'There is no project 7 that the token sees.',
            fix: 'Set the number of the project, or let the account of QTEST_TOKEN into it.',
          },
        ],
      },
    ],
  });
export type PreflightView = z.infer<typeof PreflightView>;

/** A migration in a list: without its mapping and runs. */
export const MigrationItem = MigrationView.omit({
  mapping: true,
  mappingHash: true,
  options: true,
  runs: true,
})
  .extend({ source: SourceView, target: TargetView })
  .meta({ description: 'A migration in a list' });
export type MigrationItem = z.infer<typeof MigrationItem>;

export const CreatedMigration = z.object({ id: MigrationId });
export type CreatedMigration = z.infer<typeof CreatedMigration>;
