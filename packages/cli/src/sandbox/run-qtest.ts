import { randomBytes } from 'node:crypto';
import { startQtestSandbox } from '@z2q/sandbox';
import type { CliContext } from '../cli-context.ts';
import type { QtestFlags } from '../commands/sandbox.ts';
import { runStandIn, toBehaviour } from './run-stand-in.ts';

/** Runs the stand-in qTest until a signal. */
export async function runQtest(cli: CliContext, flags: QtestFlags): Promise<void> {
  const given = flags.token ?? cli.env.QTEST_TOKEN;
  const token = given || randomBytes(24).toString('base64url');
  const projects = flags.project ?? [{ id: 1, name: 'Target' }];
  await using sandbox = await startQtestSandbox({
    projects,
    token,
    host: flags.host,
    port: flags.port,
    behaviour: toBehaviour(flags),
  });
  await runStandIn(cli, flags, {
    service: 'qtest',
    baseUrl: sandbox.url,
    ...(given ? {} : { token }),
    projects,
  });
}
