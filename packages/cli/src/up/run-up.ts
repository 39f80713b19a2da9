import { createControlClient } from '../api/api-client.ts';
import type { CliContext } from '../cli-context.ts';
import { EXIT, type ExitCode } from '../cli-error.ts';
import type { UpFlags } from '../commands/up.ts';
import { fold } from '../fold.ts';
import { startStack } from './start-stack.ts';
import { listenForStop } from './stop-signals.ts';
import { toPlaces } from './to-places.ts';

/** Runs all services until a signal. */
export async function runUp(cli: CliContext, { loaders, json }: UpFlags): Promise<ExitCode> {
  using signals = listenForStop(cli);
  const say = (line: string): void => void cli.stderr.write(`${fold([line], cli.stderr).join('\n')}\n`);
  try {
    await using stack = await startStack({
      env: cli.env,
      loaders,
      signal: signals.stop,
      force: signals.force,
      say,
    });
    if (json) cli.stdout.write(`${(await createControlClient(stack.access).listWorkers()).json}\n`);
    else cli.stdout.write(toPlaces(stack, cli.stdout));
    await signals.stopped;
    return EXIT.done;
  } catch (error) {
    if (!signals.stop.aborted) throw error;
    return EXIT.interrupted;
  }
}
