import { PHASES } from '@z2q/contracts';
import type { Command } from 'commander';
import type { CommandDeps } from './command-deps.ts';
import { addPhasesCommand, MIGRATE_GROUP } from './run-phases.ts';

export const addMigrate = (program: Command, deps: CommandDeps): void =>
  addPhasesCommand(program, deps, {
    name: 'migrate',
    summary: 'carry everything over and verify it, with live progress',
    description:
      'Extract, transform, load and validate. Running it again carries over what is new or changed, and nothing twice.',
    phases: PHASES,
    group: MIGRATE_GROUP,
  });
