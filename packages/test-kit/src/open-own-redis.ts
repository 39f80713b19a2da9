import { canRun } from './can-run.ts';
import { openRedisContainer } from './redis-container.ts';
import { openRedisServer } from './redis-server.ts';

/** A Redis that a test may kill, empty, fill or make read-only. Disposing kills it. */
export type OwnRedis = AsyncDisposable & { readonly url: string; readonly port: number };

/** Uses a container if a Docker engine answers, and always with `Z2Q_CONTAINER_TESTS`; otherwise `redis-server`. */
export async function openOwnRedis(options: { readonly port?: number } = {}): Promise<OwnRedis> {
  const isContained = Boolean(process.env.Z2Q_CONTAINER_TESTS) || (await canRun('docker', ['info']));
  return isContained ? openRedisContainer(options) : openRedisServer(options);
}
