import { resolve } from 'node:path';
import {
  BaseEnv,
  ControlEnv,
  type Environment,
  JiraEnv,
  QtestEnv,
  readConfig,
  requireSafeTokens,
  requireWholeJira,
  ZephyrEnv,
} from '@z2q/process';
import { z } from 'zod';

/** The settings of all five services, so that every fault is reported before anything starts. */
const UpEnv = z
  .object({
    ...BaseEnv.shape,
    ...ZephyrEnv.shape,
    ...QtestEnv.shape,
    ...JiraEnv.shape,
    ...ControlEnv.shape,
  })
  .superRefine(requireSafeTokens, { when: () => true })
  .superRefine(requireWholeJira, { when: () => true });

export type UpConfig = {
  readonly dataDir: string;
  /** null: `up` starts a Redis itself. */
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
