import type { Command } from 'commander';
import type { RunAction } from '../api/api-client.ts';
import { asTyped } from '../as-typed.ts';
import { findUnfinishedRun } from '../selection/find-run.ts';
import { addRunFlags, type RunFlags } from '../selection/migration-flags.ts';
import { addJsonFlag, type CommandDeps, type JsonFlag, openControl } from './command-deps.ts';
import { toTitle } from './follow-to-end.ts';

/** Help group of the commands for existing runs. */
export const RUN_GROUP = 'Runs:';

type Flags = RunFlags & JsonFlag;
type Words = { readonly summary: string; readonly description: string; readonly done: string };

const ACTIONS: Readonly<Record<RunAction, Words>> = {
  pause: {
    summary: 'stop taking up work; nothing is lost',
    description: 'Stop taking up work. What is in hand is finished; resume goes on from there.',
    done: 'Paused. Go on with "z2q resume".',
  },
  resume: {
    summary: 'go on with a paused run',
    description: 'Go on with a paused run, whatever it was paused for.',
    done: 'Resumed. Follow it with "z2q status --watch".',
  },
  cancel: {
    summary: 'end a run for good; what was carried over stays',
    description:
      'End a run for good. What was carried over stays on the target: migrate again goes on from there, rollback takes it away.',
    done: 'Cancelled. What was carried over stays; "z2q rollback" takes it away.',
  },
};

/** `pause`, `resume` and `cancel`. */
export function addRunActions(program: Command, deps: CommandDeps): void {
  for (const [action, { summary, description, done }] of Object.entries(ACTIONS) as [RunAction, Words][]) {
    const command = program.command(action).helpGroup(RUN_GROUP).summary(summary).description(description);
    addJsonFlag(addRunFlags(command)).action(async (flags: Flags) => {
      const client = openControl(deps.cli);
      const { run, migration } = await findUnfinishedRun(client, flags);
      const { json } = await client.act(run.id, action);
      deps.cli.stdout.write(flags.json ? `${json}\n` : `${toTitle(migration)}: ${asTyped(deps.cli, done)}\n`);
    });
  }
}
