import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { freePort } from '@z2q/test-kit';

const ROOT = join(import.meta.dirname, '../..');
const SETTINGS = 'infra/docker/sandbox.env';
const BUILD_MS = 10 * 60_000;

export type Composition = AsyncDisposable & {
  readonly apiUrl: string;
  /**
   * Runs docker-compose on these containers.
   * @returns its output.
   */
  compose(...args: readonly string[]): Promise<string>;
};

/** Builds the image and starts the services with the stand-ins of both APIs. Disposing removes containers and volumes. */
export async function openComposition({ loaders }: { readonly loaders: number }): Promise<Composition> {
  const port = await freePort();
  const compose = createCompose({
    COMPOSE_PROJECT_NAME: `z2q-test-${randomId()}`,
    CONTROL_PORT: String(port),
  });
  await using stack = new AsyncDisposableStack();
  stack.defer(async () => void (await compose('down', '--volumes', '--remove-orphans')));
  await compose('up', '--detach', '--build', '--scale', `loader=${loaders}`);
  const owned = stack.move();
  return {
    apiUrl: `http://127.0.0.1:${port}`,
    compose,
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}

function createCompose(settings: Readonly<Record<string, string>>): Composition['compose'] {
  const env = { ...process.env, Z2Q_TAG: 'test', ...settings };
  return async (...args) => {
    const { stdout } = await promisify(execFile)(
      'docker-compose',
      ['--env-file', SETTINGS, '--profile', 'sandbox', ...args],
      { cwd: ROOT, env, timeout: BUILD_MS, maxBuffer: 64 * 1024 * 1024 },
    );
    return stdout;
  };
}

const randomId = (): string => randomBytes(4).toString('hex');
