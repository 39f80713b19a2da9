import type { Command } from 'commander';
import type { CommandDeps } from './command-deps.ts';
import { addPhasesCommand, MIGRATE_GROUP } from './run-phases.ts';

export const addPlan = (program: Command, deps: CommandDeps): void =>
  addPhasesCommand(program, deps, {
    name: 'plan',
    summary: 'extract and transform only: see what would come over, nothing is written',
    description:
      'Read everything and turn it into what qTest would get, without writing anything there. The report then says what would be made there, and what would be changed or left out.',
    phases: ['extract', 'transform'],
    group: MIGRATE_GROUP,
  });
