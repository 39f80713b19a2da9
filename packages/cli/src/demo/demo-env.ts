import type { Environment } from '@z2q/process';

export type DemoEndpoints = {
  readonly zephyrUrl: string;
  readonly zephyrToken: string;
  readonly qtestUrl: string;
  readonly qtestToken: string;
  readonly dataDir: string;
  readonly controlPort: number;
};

/** Settings of real systems, which a demo must not touch. */
const REAL = /^(ZEPHYR|QTEST|JIRA|CONTROL|HTTP|HEALTH)_|^DATA_DIR$/;

export const withoutRealSystems = (env: Environment): Environment =>
  Object.fromEntries(Object.entries(env).filter(([name]) => !REAL.test(name)));

/** Environment of a demo's services: both APIs are stand-ins, without rate limits. */
export const toDemoEnv = (env: Environment, demo: DemoEndpoints): Environment => ({
  ...withoutRealSystems(env),
  ZEPHYR_BASE_URL: demo.zephyrUrl,
  ZEPHYR_TOKEN: demo.zephyrToken,
  ZEPHYR_MAX_RPS: '0',
  QTEST_BASE_URL: demo.qtestUrl,
  QTEST_TOKEN: demo.qtestToken,
  QTEST_MAX_RPS: '0',
  DATA_DIR: demo.dataDir,
  CONTROL_PORT: String(demo.controlPort),
});
