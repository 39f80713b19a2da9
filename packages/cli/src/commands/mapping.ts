import type { Command } from 'commander';
import type { CommandDeps, JsonFlag } from './command-deps.ts';
import { readCount } from './option-parsers.ts';
import { MIGRATE_GROUP } from './run-phases.ts';

export type MappingFlags = JsonFlag & {
  readonly project: string;
  readonly target: number;
  readonly output: string;
  readonly force?: boolean;
};

/** `mapping init` and `mapping check`. They call both APIs themselves, so the code for that is loaded only when they run. */
export function addMapping(program: Command, { cli, finish }: CommandDeps): void {
  const mapping = program
    .command('mapping')
    .helpGroup(MIGRATE_GROUP)
    .summary('write a mapping file proposed from both projects, or test one')
    .description(
      'A mapping file says what becomes of names that differ between the two sides. Both commands read the projects with ZEPHYR_TOKEN and QTEST_TOKEN ("z2q help environment").',
    );
  addProjects(mapping.command('init'))
    .description('Write a mapping file with every name of the source project and its counterpart in qTest.')
    .option('-o, --output <FILE>', 'file to write', 'mapping.yaml')
    .option('--force', 'overwrite the file if it is there')
    .option('--json', 'print the mapping as JSON instead of writing a file')
    .action(async (flags: MappingFlags) => {
      const { writeMapping } = await import('../mapping/run-mapping.ts');
      await writeMapping(cli, flags);
    });
  addProjects(mapping.command('check'))
    .description('Test a mapping file: is every name in it a name of its project? Exit code 1 if not.')
    .argument('[FILE]', 'the mapping file', 'mapping.yaml')
    .option('--json', 'print the findings as JSON')
    .action(async (file: string, flags: MappingFlags) => {
      const { testMapping } = await import('../mapping/run-mapping.ts');
      finish(await testMapping(cli, file, flags));
    });
}

const addProjects = (command: Command): Command =>
  command
    .requiredOption('-p, --project <KEY>', 'Zephyr project key, such as WEB', (key) => key.toUpperCase())
    .requiredOption('-t, --target <ID>', 'qTest project id', readCount);
