import { randomBytes } from 'node:crypto';
import { join, resolve } from 'node:path';
import type { Environment } from '@z2q/process';
import { createZephyrToken } from '@z2q/sandbox';
import { freePort } from '../up/free-port.ts';
import { toDemoEnv, withoutRealSystems } from './demo-env.ts';
import { type DemoFlags, SIZES } from './demo-flags.ts';
import { startStandIn } from './start-stand-in.ts';

/** A project of the stand-in Zephyr, and the empty project for it in the stand-in qTest. */
export type DemoPair = { readonly projectKey: string; readonly projectId: number };
export type StandIns = {
  readonly env: Environment;
  readonly pairs: readonly DemoPair[];
  /** A project of the stand-in qTest that stays empty, for trying the dashboard. */
  readonly spareId: number;
};

type Settings = {
  readonly flags: DemoFlags;
  readonly env: Environment;
  readonly dataDir: string;
  readonly stack: AsyncDisposableStack;
};

/** Starts both stand-ins with tokens for this demo. @returns also the environment with which services find them. */
export async function openStandIns({ flags, env, dataDir, stack }: Settings): Promise<StandIns> {
  const zephyrToken = createZephyrToken();
  const qtestToken = randomBytes(24).toString('base64url');
  const latency = ['--latency', String(flags.latency)];
  const clean = withoutRealSystems(env);
  const zephyr = stack.use(
    await startStandIn({
      service: 'zephyr',
      args: [...latency, ...toData(flags)],
      env: { ...clean, ZEPHYR_TOKEN: zephyrToken },
      logPath: join(dataDir, 'logs', 'zephyr-stand-in.log'),
    }),
  );
  const pairs = zephyr.projects.map(({ key = '' }, at) => ({ projectKey: key, projectId: at + 1 }));
  const spareId = pairs.length + 1;
  const targets = [
    ...pairs.map(({ projectId, projectKey }) => `${projectId}=${projectKey} in qTest`),
    `${spareId}=Empty, to try the dashboard`,
  ];
  const qtest = stack.use(
    await startStandIn({
      service: 'qtest',
      args: [...latency, ...targets.flatMap((target) => ['--project', target])],
      env: { ...clean, QTEST_TOKEN: qtestToken },
      logPath: join(dataDir, 'logs', 'qtest-stand-in.log'),
    }),
  );
  const controlPort = flags.port ?? (await freePort());
  const urls = { zephyrUrl: zephyr.baseUrl, qtestUrl: qtest.baseUrl };
  return { env: toDemoEnv(env, { ...urls, zephyrToken, qtestToken, dataDir, controlPort }), pairs, spareId };
}

const toData = ({ data, size, cases }: DemoFlags): readonly string[] =>
  data === undefined ? ['--cases', String(cases ?? SIZES[size]), '--fitting'] : ['--data', resolve(data)];
