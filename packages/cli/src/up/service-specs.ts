import { join, resolve } from 'node:path';
import type { Environment } from '@z2q/process';
import type { ProcessSpec } from './start-process.ts';

export type ServiceName = 'control-api' | 'extractor' | 'transformer' | 'loader' | 'validator';
export type ServiceSettings = {
  readonly loaders: number;
  readonly dataDir: string;
  readonly env: Environment;
};

const SERVICES = resolve(import.meta.dirname, '../../../../services');

/** Memory that one thread has freed is used again by all (glibc): the extractor's peak is 20 MB lower. */
const ONE_ARENA = { MALLOC_ARENA_MAX: '1' };

/** The control API first: it creates the database and the token that the others use. */
export function toServiceSpecs({ loaders, dataDir, env }: ServiceSettings): readonly ProcessSpec[] {
  const toSpec = (service: ServiceName, name: string = service): ProcessSpec => ({
    name,
    command: process.execPath,
    args: [join(SERVICES, service, 'src/main.ts')],
    env: { ...ONE_ARENA, ...env },
    logPath: join(dataDir, 'logs', `${name}.log`),
  });
  return [
    toSpec('control-api'),
    toSpec('extractor'),
    toSpec('transformer'),
    ...Array.from({ length: loaders }, (_, at) =>
      toSpec('loader', loaders === 1 ? 'loader' : `loader-${at + 1}`),
    ),
    toSpec('validator'),
  ];
}
