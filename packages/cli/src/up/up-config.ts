import { resolve } from 'node:path';
import {
  BaseEnv,
  type Environment,
  JiraEnv,
  PortNumber,
  QtestEnv,
  readConfig,
  requireWholeJira,
  SecretFromEnv,
  ZephyrEnv,
} from '@z2q/process';
import { z } from 'zod';

/** What all five services need together, so that every fault is named before anything is started. */
const UpEnv = z
  .object({
    ...BaseEnv.shape,
    ...ZephyrEnv.shape,
    ...QtestEnv.shape,
    ...JiraEnv.shape,
    CONTROL_HOST: z.string().default('127.0.0.1'),
    CONTROL_PORT: PortNumber.default(8080),
    CONTROL_TOKEN: SecretFromEnv.optional(),
  })
  .superRefine(requireWholeJira, { when: () => true });

export type UpConfig = {
  readonly dataDir: string;
  /** null: a Redis of our own is started. */
  readonly redisUrl: string | null;
  readonly controlHost: string;
  readonly controlPort: number;
};

/** @throws {ConfigError} with all faults at once. */
export function readUpConfig(env: Environment): UpConfig {
  const config = readConfig(UpEnv, env);
  return {
    dataDir: resolve(config.DATA_DIR),
    redisUrl: env.REDIS_URL || env.REDIS_URL_FILE ? config.REDIS_URL : null,
    controlHost: config.CONTROL_HOST,
    controlPort: config.CONTROL_PORT,
  };
}
