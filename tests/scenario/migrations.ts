import type { MappingFile, MigrationOptions } from '@z2q/contracts';
import type { ZephyrData } from '@z2q/sandbox';
import type { ControlClient } from '@z2q/test-kit';
import type { StandIns } from './open-stand-ins.ts';

/** What tests of migrations use, whether workers are processes or not. */
export type Migrations = Pick<StandIns, 'zephyr' | 'qtest' | 'targetProject'> & {
  readonly api: ControlClient;
  /**
   * Creates a migration of the first source project, with batches so small that a run can be interrupted
   * between two.
   */
  readonly migrateTo: (
    projectId: number,
    options?: Partial<MigrationOptions>,
    mapping?: Partial<MappingFile>,
  ) => Promise<string>;
};

const SMALL_BATCH = 10;

export const createMigrateTo =
  (api: ControlClient, { projects: [first] }: ZephyrData): Migrations['migrateTo'] =>
  async (projectId, options = {}, mapping = {}) => {
    if (!first) throw new RangeError('The data has no project');
    return api.createMigration(first.key, projectId, { batchSize: SMALL_BATCH, ...options }, mapping);
  };
