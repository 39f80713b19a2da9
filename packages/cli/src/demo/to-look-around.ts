import type { ControlAccess } from '../api/read-control-access.ts';
import type { CliContext } from '../cli-context.ts';
import { toShortPath } from '../short-path.ts';
import type { StandIns } from './open-stand-ins.ts';

type Running = Pick<ControlAccess, 'url'> &
  Pick<StandIns, 'pairs' | 'spareId'> & { readonly dataDir: string };

/** What may be tried while the services of a demo go on running. */
export function toLookAround(
  { command }: Pick<CliContext, 'command'>,
  { url, dataDir, pairs, spareId }: Running,
): readonly string[] {
  const key = pairs[0]?.projectKey ?? '';
  const settings = `CONTROL_URL=${url} DATA_DIR=${toShortPath(dataDir)}`;
  return [
    'Everything goes on running for you to look around; Ctrl-C ends it.',
    `  In the dashboard, "Start a migration" leads ${key} into qTest project ${spareId}, which is empty.`,
    `  In another window: ${settings} ${command} status`,
  ];
}
