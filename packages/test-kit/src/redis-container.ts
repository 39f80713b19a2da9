import { GenericContainer, Wait } from 'testcontainers';

const IMAGE = 'redis:8-bookworm';
const PORT = 6379;

/** A throw-away Redis container, through the Docker engine that answers. */
export async function openRedisContainer(): Promise<AsyncDisposable & { readonly url: string }> {
  const container = await new GenericContainer(IMAGE)
    .withCommand(['redis-server', '--save', '', '--maxmemory-policy', 'noeviction'])
    .withExposedPorts(PORT)
    .withWaitStrategy(Wait.forListeningPorts())
    .start();
  return {
    url: `redis://${container.getHost()}:${container.getMappedPort(PORT)}`,
    [Symbol.asyncDispose]: async () => {
      await container.stop();
    },
  };
}
