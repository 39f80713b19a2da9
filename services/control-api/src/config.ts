import {
  BaseEnv,
  JiraEnv,
  PortNumber,
  QtestEnv,
  requireWholeJira,
  SecretFromEnv,
  toBaseConfig,
  toQtestConfig,
  toZephyrConfig,
  ZephyrEnv,
} from '@z2q/process';
import { z } from 'zod';

const LOOPBACK = /^(localhost|::1|127(\.\d{1,3}){3})$/;

const needsToken = (env: { CONTROL_HOST?: unknown; CONTROL_TOKEN?: unknown }): boolean =>
  env.CONTROL_TOKEN === undefined && !LOOPBACK.test(String(env.CONTROL_HOST));

/** Both APIs are needed for the preflight alone, which uses the same addresses and tokens as the workers. */
export const Config = z
  .object({
    ...BaseEnv.shape,
    ...ZephyrEnv.shape,
    ...QtestEnv.shape,
    ...JiraEnv.shape,
    CONTROL_HOST: z.string().default('127.0.0.1'),
    CONTROL_PORT: PortNumber.default(8080),
    CONTROL_TOKEN: SecretFromEnv.optional(),
  })
  .refine((env) => !needsToken(env), {
    path: ['CONTROL_TOKEN'],
    error: 'is missing: on a host that others can reach, give a long random one, or listen on 127.0.0.1',
    // Checked beside every other fault, so that all are named at once.
    when: () => true,
  })
  .superRefine(requireWholeJira, { when: () => true })
  .transform((env) => ({
    ...toBaseConfig(env),
    host: env.CONTROL_HOST,
    port: env.CONTROL_PORT,
    /** null: one is made and kept in the data directory. */
    token: env.CONTROL_TOKEN ?? null,
    zephyr: toZephyrConfig(env),
    qtest: toQtestConfig(env),
  }));
export type Config = z.output<typeof Config>;
