const IMAGE = 'redis:8-bookworm';
const PORT = 6379;

export type RedisContainer = AsyncDisposable & { readonly url: string; readonly port: number };

/**
 * A throw-away Redis container, through the Docker engine that answers; on a free port of this machine unless told which.
 * Disposing kills it.
 */
export async function openRedisContainer({ port }: { readonly port?: number } = {}): Promise<RedisContainer> {
  // Half a second of every test file that needs none of it, if it were loaded with this one.
  const { GenericContainer, Wait } = await import('testcontainers');
  const container = await new GenericContainer(IMAGE)
    .withCommand(['redis-server', '--save', '', '--maxmemory-policy', 'noeviction'])
    .withExposedPorts(port === undefined ? PORT : { container: PORT, host: port })
    .withWaitStrategy(Wait.forListeningPorts())
    .start();
  const mappedPort = container.getMappedPort(PORT);
  return {
    url: `redis://${container.getHost()}:${mappedPort}`,
    port: mappedPort,
    [Symbol.asyncDispose]: async () => void (await container.stop({ timeout: 0 })),
  };
}
