import { join } from 'node:path';
import type { Output } from '../cli-context.ts';
import { fold } from '../fold.ts';
import { paint } from '../paint.ts';
import { toShortPath } from '../short-path.ts';
import type { Stack } from './start-stack.ts';

/** Addresses and paths of everything that was started. */
export function toPlaces({ config, access, redisUrl }: Stack, stream: Output): string {
  const inDataDir = (...parts: readonly string[]): string => toShortPath(join(config.dataDir, ...parts));
  const redis =
    config.redisUrl === null
      ? `${redisUrl}, kept in ${inDataDir('redis')}`
      : redisUrl.replace(/^[^:]*:\/\/(?:[^@/]*@)?/, '');
  const places = [
    ['Dashboard', `${access.url}/  (asks for the token)`],
    ['Control API', `${access.url}/docs`],
    ['Queues', `${access.url}/queues  (any user, the token as password)`],
    ['Token', access.token === null ? 'CONTROL_TOKEN' : inDataDir('control-token')],
    ['Redis', redis],
    ['Logs', inDataDir('logs')],
  ] as const;
  const lines = fold(
    places.map(([name, place]) => `  ${name.padEnd(12)}${place}`),
    stream,
  );
  return `${paint(stream, 'green', 'z2q is up.')} Ctrl-C stops it.\n${lines.join('\n')}\n`;
}
