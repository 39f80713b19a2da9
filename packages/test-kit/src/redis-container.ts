const IMAGE = 'redis:8-bookworm';
const PORT = 6379;

export type RedisContainer = AsyncDisposable & { readonly url: string; readonly port: number };

/** A disposable Redis container, on a free port unless given one. Disposing kills it. */
export async function openRedisContainer({ port }: { readonly port?: number } = {}): Promise<RedisContainer> {
  // Loaded only here: it would cost half a second in every test file.
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
