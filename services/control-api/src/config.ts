import {
  BaseEnv,
  ControlEnv,
  JiraEnv,
  QtestEnv,
  requireSafeTokens,
  requireWholeJira,
  toBaseConfig,
  toQtestConfig,
  toZephyrConfig,
  ZephyrEnv,
} from '@z2q/process';
import { z } from 'zod';

/** The settings of both APIs are needed for the preflight, which uses the same addresses and tokens as the workers. */
export const Config = z
  .object({
    ...BaseEnv.shape,
    ...ZephyrEnv.shape,
    ...QtestEnv.shape,
    ...JiraEnv.shape,
    ...ControlEnv.shape,
  })
  // Checked together with everything else, so that all faults are reported at once.
  .superRefine(requireSafeTokens, { when: () => true })
  .superRefine(requireWholeJira, { when: () => true })
  .transform((env) => ({
    ...toBaseConfig(env),
    host: env.CONTROL_HOST,
    port: env.CONTROL_PORT,
    tokens: {
      view: env.CONTROL_VIEW_TOKEN ?? null,
      operate: env.CONTROL_OPERATE_TOKEN ?? null,
      /** null: a token is created and kept in the data directory. */
      full: env.CONTROL_TOKEN ?? null,
    },
    zephyr: toZephyrConfig(env),
    qtest: toQtestConfig(env),
    /** Used only for links. */
    jiraUrl: env.JIRA_BASE_URL ?? null,
  }));
export type Config = z.output<typeof Config>;
