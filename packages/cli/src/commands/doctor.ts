import type { Command } from 'commander';
import { asTyped } from '../as-typed.ts';
import { EXIT } from '../cli-error.ts';
import { addJsonFlag, type CommandDeps, type JsonFlag } from './command-deps.ts';
import { printChecks } from './print-checks.ts';

/** Calls both APIs itself, so the code for that is loaded only when it runs. */
export function addDoctor(program: Command, { cli, finish }: CommandDeps): void {
  const command = program
    .command('doctor')
    .helpGroup('Start:')
    .summary('is this machine ready: variables, disk, Redis, database, both APIs?')
    .description(
      'Look at what a start and a migration need of this machine: variables, Node, disk, database, port, Redis, both APIs, clock and proxy. Nothing is started or written. Exit code 1 if anything is in the way.',
    );
  addJsonFlag(command).action(async ({ json }: JsonFlag) => {
    const { runDoctor } = await import('../doctor/run-doctor.ts');
    const view = await runDoctor(cli);
    const checks = view.checks.map((check) =>
      check.fix === undefined ? check : { ...check, fix: asTyped(cli, check.fix) },
    );
    if (json) cli.stdout.write(`${JSON.stringify(view)}\n`);
    else {
      printChecks('This machine', { ...view, checks }, cli.stdout);
      cli.stdout.write(view.ok ? 'Ready to start.\n' : 'Not ready: see what is marked ✗.\n');
    }
    finish(view.ok ? EXIT.done : EXIT.finishedWithFailures);
  });
}
