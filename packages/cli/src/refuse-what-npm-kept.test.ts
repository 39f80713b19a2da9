import { Command } from 'commander';
import { expect, test } from 'vitest';
import { refuseWhatNpmKept } from './refuse-what-npm-kept.ts';

function aProgram(): Command {
  const program = new Command();
  program
    .command('rollback')
    .option('-m, --migration <ID>')
    .option('-o, --output-dir <DIR>')
    .option('-y, --yes');
  program.command('mapping').command('init').option('--force');
  return program;
}

const NPM = 'npm run z2q --';

test.for([
  {
    args: ['rollback', 'mig_1'],
    env: { npm_config_migration: 'true' },
    kept: '--migration',
    type: 'rollback --migration <ID>',
  },
  {
    args: ['rollback', 'out'],
    env: { npm_config_o: 'true', npm_config_migration: 'mig_1' },
    kept: '--migration and --output-dir',
    type: 'rollback --migration <ID> --output-dir <DIR>',
  },
  {
    args: ['mapping', 'init'],
    env: { npm_config_force: 'true' },
    kept: '--force',
    type: 'mapping init --force',
  },
])('$args after which npm kept $kept is refused with what to type', ({ args, env, kept, type }) => {
  const run = () => refuseWhatNpmKept({ command: NPM, env }, aProgram(), args);

  expect(run).toThrow(
    expect.objectContaining({
      exitCode: 2,
      message: `npm has kept ${kept} for itself.`,
      fix: `Put -- before the options: ${NPM} ${type}`,
    }),
  );
});

test.for([
  { what: 'an option of another command', command: NPM, env: { npm_config_force: 'true' } },
  {
    what: "a person's own settings of npm",
    command: NPM,
    env: { npm_config_yes: 'true', npm_config_migration: '' },
  },
  { what: 'an npm that started something else', command: './z2q', env: { npm_config_migration: 'true' } },
])('$what is no reason to refuse', ({ command, env }) => {
  expect(() => refuseWhatNpmKept({ command, env }, aProgram(), ['rollback'])).not.toThrow();
});
